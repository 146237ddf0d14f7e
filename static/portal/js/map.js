/* Turns the drawn map into one that can be moved and zoomed, when the visitor asks for it. The places and
   their outlines come from the page itself; Leaflet is fetched from this site only after the click. */
(() => {
  "use strict";

  const load = (tag, attributes) =>
    new Promise((resolve, reject) => {
      const element = document.createElement(tag);
      element.onload = resolve;
      element.onerror = reject;
      Object.assign(element, attributes);
      document.head.append(element);
    });

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = (map, drawing) => {
    const features = JSON.parse(document.getElementById(map.dataset.places).textContent);
    const canvas = document.createElement("div");
    canvas.className = "portal-map__canvas";
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", map.dataset.label);
    drawing.replaceWith(canvas);
    const leaflet = L.map(canvas, { attributionControl: Boolean(map.dataset.tiles), scrollWheelZoom: false });
    if (map.dataset.tiles) {
      L.tileLayer(map.dataset.tiles, { attribution: map.dataset.attribution }).addTo(leaflet);
    }
    const layer = L.geoJSON(features, {
      style: (feature) =>
        feature.geometry.type === "Point"
          ? { color: "#fff", weight: 2, fillColor: colour("--portal-primary"), fillOpacity: 1 }
          : { color: colour("--portal-primary"), weight: 1, fillOpacity: 0.15 },
      pointToLayer: (feature, place) => L.circleMarker(place, { radius: 10 }),
      onEachFeature: (feature, shape) => {
        const label = document.createElement("span");
        label.textContent = feature.properties.name;
        shape.bindTooltip(label, { permanent: feature.geometry.type === "Point", direction: "right" });
        shape.on("click", () => window.location.assign(feature.properties.url));
      },
    }).addTo(leaflet);
    leaflet.fitBounds(layer.getBounds(), { padding: [40, 60], maxZoom: 14 });
    map.querySelector(".leaflet-control-zoom-in").focus();
  };

  document.querySelectorAll(".portal-map[data-places]").forEach((map) => {
    const drawing = map.querySelector(".portal-map__drawing");
    const button = map.querySelector("[data-map-open]");
    button.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      button.disabled = true;
      await Promise.all([
        load("link", { rel: "stylesheet", href: map.dataset.leafletCss }),
        load("script", { src: map.dataset.leafletJs }),
      ]);
      draw(map, drawing);
      button.remove();
    });
  });
})();
