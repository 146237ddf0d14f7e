"""Demo data: invented people, and what they have done, for `manage.py load_demo`."""

from portal.demo import Persona

PERSONAS: list[Persona] = [
    Persona("borger@example.org", "Jonas Lykkegaard", "Borger, der har søgt"),
    Persona("nabo@example.org", "Ingrid Sørup", "Nabo med en idé"),
    Persona("amina.guide@example.org", "Amina Rahbek", "Fællesskabsguide i Taastrup"),
    Persona("bjarne.guide@example.org", "Bjarne Tofte", "Fællesskabsguide i Hedehusene"),
    Persona("safiya.guide@example.org", "Safiya Holmgaard", "Fællesskabsguide i landsbyerne"),
    Persona("leder.guider@example.org", "Ditte Kragelund", "Leder af guider i en forening"),
    Persona("ambassadoer@example.org", "Meryem Aydin", "Fællesskabsambassadør og tovholder"),
    Persona("sagsbehandler@example.org", "Karen Lindegaard", "Sagsbehandler"),
    Persona("godkender@example.org", "Peter Hvidtfeldt", "Godkender"),
    Persona("udbetaler@example.org", "Hanne Skovbo", "Udbetaler"),
    Persona("panel@example.org", "Bente Kjærsgaard", "Panelmedlem"),
    Persona("programleder@example.org", "Mads Elmegaard", "Programleder"),
    Persona("redaktoer@example.org", "Louise Engbæk", "Redaktør"),
    Persona("drift@example.org", "Torben Ålund", "Driftsansvarlig"),
]

__all__ = ["PERSONAS"]
