"""What can go wrong with an account."""

from personae.platform.errors import Kind, PersonaeError


class EmailInvalid(PersonaeError):
    """The text is no e-mail address."""

    kind = Kind.INVALID
    code = "email_invalid"
    message = "That does not look like an e-mail address. Write it like name@example.org."


class EmailTaken(PersonaeError):
    """An account with this address exists."""

    kind = Kind.CONFLICT
    code = "email_taken"
    message = "There is already an account with this e-mail address. Log in instead."


class NameInvalid(PersonaeError):
    """The name is too long."""

    kind = Kind.INVALID
    code = "account_name_invalid"
    message = "A name may have {limit} characters at most. Choose a shorter one."


class PasswordWeak(PersonaeError):
    """The password is shorter or longer than allowed."""

    kind = Kind.INVALID
    code = "password_weak"
    message = "Choose a password of {shortest} to {longest} characters. A few random words are a good one."


class LoginFailed(PersonaeError):
    """Address and password do not belong together; which of the two was wrong is not told."""

    kind = Kind.UNAUTHENTICATED
    code = "login_failed"
    message = "E-mail address and password do not match. Check both, or register if you are new here."


class PersonaNotFound(PersonaeError):
    """No such persona, or somebody else's."""

    kind = Kind.NOT_FOUND
    code = "persona_not_found"
    message = "There is no such persona among yours. It may have been deleted."


class PersonaInvalid(PersonaeError):
    """A persona without a name, or with a text that is too long. Facts: field, limit."""

    kind = Kind.INVALID
    code = "persona_invalid"
    message = "Give the persona a {field} of at most {limit} characters; the name may not be empty."


class PersonasMany(PersonaeError):
    """There are as many personas as a person may have."""

    kind = Kind.CONFLICT
    code = "personas_many"
    message = "You have {limit} personas already, which is the most. Delete one first."
