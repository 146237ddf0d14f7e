"""Private files for tests, and a storage that has run full."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from PIL import Image

from initiatives.models import Application, ApplicationFile
from portal.files import names, storage
from portal.files.enums import ContentKind, ScanStatus
from portal.files.models import StoredFile
from portal.users.models import User


def small_png(colour: str = "seagreen") -> bytes:
    """A picture of one colour; another colour is another file."""
    out = io.BytesIO()
    Image.new("RGB", (12, 8), colour).save(out, "PNG")
    return out.getvalue()


def stored(by: User, *, name: str = "tilbud.png", **fields: object) -> StoredFile:
    """A kept file with its bytes on the disk."""
    data = small_png()
    place = str(fields.pop("storage_name", "") or names.storage_name())
    if not storage.private().exists(place):
        storage.write(place, data)
    values = {
        "storage_name": place,
        "kind": ContentKind.PNG,
        "name": name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "scan_status": ScanStatus.CLEAN,
        "uploaded_by": by,
    }
    return StoredFile.objects.create(**(values | fields))


def attached(application: Application, **fields: object) -> ApplicationFile:
    """A file that goes with an application."""
    by = application.applicant
    return ApplicationFile.objects.create(
        application=application, stored_file=stored(by, **fields), added_by=by
    )


class FullDisk(FileSystemStorage):
    """Writes half of the file, and then there is no room."""

    def _save(self, name: str, content: object) -> str:
        data = content.read()  # type: ignore[attr-defined]
        super()._save(name, ContentFile(data[: len(data) // 2]))
        raise OSError(28, "No space left on device")
