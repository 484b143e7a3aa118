"""What can go wrong when admins look after the work."""

from personae.platform.errors import Kind, PersonaeError


class JobNotFound(PersonaeError):
    """The queue knows no such job, or not any more."""

    kind = Kind.NOT_FOUND
    code = "job_not_found"
    message = "There is no such job. Jobs that have ended are forgotten after two days."


class JobNotFailed(PersonaeError):
    """Only what failed can be tried again."""

    kind = Kind.CONFLICT
    code = "job_not_failed"
    message = "This job has not failed, so there is nothing to try again. Load the page to see how it stands."


class JobNotStoppable(PersonaeError):
    """It has ended, or must not be left half done."""

    kind = Kind.CONFLICT
    code = "job_not_stoppable"
    message = (
        "Only a reading that waits or goes on can be cancelled; a deletion that has begun is finished. "
        "Load the page to see how this one stands."
    )


class JobPageUnknown(PersonaeError):
    """What goes into `after` is no end of a page."""

    kind = Kind.NOT_FOUND
    code = "job_page_unknown"
    message = "There is no such page of jobs. Begin at the first one, and follow its `next`."


class StoragePageUnknown(PersonaeError):
    """What goes into `after` is no end of a page."""

    kind = Kind.NOT_FOUND
    code = "storage_page_unknown"
    message = "There is no such page of people. Begin at the first one, and follow its `next`."
