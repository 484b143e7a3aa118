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


class PersonaTaken(PersonaeError):
    """The person has another persona so called. Facts: name, proposed, which is free."""

    kind = Kind.CONFLICT
    code = "persona_name_taken"
    message = "You have a persona called {name} already. Take another name, such as “{proposed}”."


class PersonasMany(PersonaeError):
    """There are as many personas as a person may have."""

    kind = Kind.CONFLICT
    code = "personas_many"
    message = "You have {limit} personas already, which is the most. Delete one first."


class PasswordCommon(PersonaeError):
    """The password is on every attacker's list, or says whose it is."""

    kind = Kind.INVALID
    code = "password_common"
    message = (
        "Many people use this password, or it names you, so it is tried first. Choose a few random words."
    )


class RegistrationClosed(PersonaeError):
    """Nobody may make an account."""

    kind = Kind.FORBIDDEN
    code = "registration_closed"
    message = "This studio takes no new accounts. Ask whoever runs it."


class InviteNeeded(PersonaeError):
    """Only whom an admin has invited may make an account, and the link is missing or no good."""

    kind = Kind.FORBIDDEN
    code = "invite_needed"
    message = (
        "You need an invitation that is still good for your address. Ask an admin of this studio for one."
    )


class AccountSuspended(PersonaeError):
    """The password was right, but an admin has closed the account."""

    kind = Kind.FORBIDDEN
    code = "account_suspended"
    message = "This account is suspended. Ask an admin of this studio why."


class EmailUnverified(PersonaeError):
    """The password was right, but the address was never confirmed. A new letter is on its way."""

    kind = Kind.FORBIDDEN
    code = "email_unverified"
    message = "Confirm your e-mail address first: we have just sent you the link again."


class TicketSpent(PersonaeError):
    """A link or a log-in that was begun is unknown, used, or too old."""

    kind = Kind.FORBIDDEN
    code = "ticket_spent"
    message = "This link or log-in is used up or too old. Begin again, and a new one is made."


class PasswordWrong(PersonaeError):
    """Who is signed in did not know the present password."""

    kind = Kind.FORBIDDEN
    code = "password_wrong"
    message = "That is not your present password. Nothing was changed; try again."


class SignInTooOld(PersonaeError):
    """The session was opened too long ago to count as proof of who sits at it."""

    kind = Kind.FORBIDDEN
    code = "sign_in_too_old"
    message = "You came in some time ago. Log out, log in again, then do this within ten minutes."


class CodeWrong(PersonaeError):
    """A code of the second factor does not fit, or was used before."""

    kind = Kind.UNAUTHENTICATED
    code = "code_wrong"
    message = "That code does not fit, or was used already. Wait for the next one and type that."


class SecondFactorOn(PersonaeError):
    """A second factor is set up already."""

    kind = Kind.CONFLICT
    code = "second_factor_on"
    message = "A second factor is already on. Turn it off before you set up another one."


class SecondFactorOff(PersonaeError):
    """There is no second factor to use, confirm or turn off."""

    kind = Kind.CONFLICT
    code = "second_factor_off"
    message = "No second factor is being set up or used here. Begin with “Set up”."


class SessionNotFound(PersonaeError):
    """The person has no such session."""

    kind = Kind.NOT_FOUND
    code = "session_not_found"
    message = "There is no such session any more. Reload the page to see those there are."


class PersonNotFound(PersonaeError):
    """Nobody here has this id."""

    kind = Kind.NOT_FOUND
    code = "person_not_found"
    message = "There is nobody with this id any more. Reload the page to see who is here."


class InviteNotFound(PersonaeError):
    """There is no such invitation that is still open."""

    kind = Kind.NOT_FOUND
    code = "invite_not_found"
    message = "There is no such open invitation. Reload the page to see those there are."


class AdminNeeded(PersonaeError):
    """What only admins may see. To everybody else it is not there."""

    kind = Kind.NOT_FOUND
    code = "not_found"
    message = "There is nothing at this address. Check it, or start again from your library."


class LastAdmin(PersonaeError):
    """Nobody would be left to look after the studio."""

    kind = Kind.CONFLICT
    code = "last_admin"
    message = "This is the only admin here, so that cannot be done. Make somebody else an admin first."


class IdentityUnknown(PersonaeError):
    """The provider knows somebody whom the studio does not, and may not take in or join to an account."""

    kind = Kind.FORBIDDEN
    code = "identity_unknown"
    message = "{why}"


class ProviderFailed(PersonaeError):
    """The OpenID provider did not answer, refused, or said what cannot be believed."""

    kind = Kind.UNAVAILABLE
    code = "provider_failed"
    message = "Signing in over {name} did not work: {why}. Try again, or log in with your password."


class KeyInvalid(PersonaeError):
    """A key as nobody can have it. Facts: why."""

    kind = Kind.INVALID
    code = "api_key_invalid"
    message = "{why}."


class ScopeForAdmins(PersonaeError):
    """A key that would be let do more than its person."""

    kind = Kind.FORBIDDEN
    code = "scope_for_admins"
    message = "Only an admin's key can have the scope “admin”. Leave it out."


class KeysMany(PersonaeError):
    """There are as many keys as a person may have."""

    kind = Kind.CONFLICT
    code = "api_keys_many"
    message = "You have {limit} API keys already, which is the most. Revoke one first."


class KeyNotFound(PersonaeError):
    """The person has no such key."""

    kind = Kind.NOT_FOUND
    code = "api_key_not_found"
    message = "There is no such API key any more. Reload the page to see those there are."


class RequestKeyInvalid(PersonaeError):
    """What a program calls a request cannot be kept. Facts: limit."""

    kind = Kind.INVALID
    code = "idempotency_key_invalid"
    message = "An Idempotency-Key has 1 to {limit} plain characters. Send another one, such as a UUID."


class RequestDiffers(PersonaeError):
    """Another request was sent under the same name."""

    kind = Kind.CONFLICT
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was sent with another request before. Take a new one for each request."


class RequestGoingOn(PersonaeError):
    """The same request is still being done. Facts: retry_after_s."""

    kind = Kind.CONFLICT
    code = "idempotency_in_progress"
    message = "The same request is still being done. Send it again in {retry_after_s} seconds."


class AnswerLost(PersonaeError):
    """The same request was begun, and what was answered to it is not known any more."""

    kind = Kind.CONFLICT
    code = "idempotency_answer_lost"
    message = (
        "The same request was begun before, and its answer is lost. Look at what there is before you send "
        "it again with a new Idempotency-Key."
    )
