"""Everything the log can say. An action that is not listed here is refused."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAction(TextChoices):
    """`<app>.<what was done>`, and the words for it on the screen."""

    # Idea and initiative
    IDEA_TOLD = "initiatives.idea_told", _("Idé fortalt")
    IDEA_CLAIMED = "initiatives.idea_claimed", _("Idé knyttet til sin ejer")
    INITIATIVE_STAGE_CHANGED = "initiatives.stage_changed", _("Initiativets trin ændret")
    INITIATIVE_PUBLISHED = "initiatives.published", _("Initiativ gjort offentligt")
    INITIATIVE_MADE_PRIVATE = "initiatives.made_private", _("Initiativ gjort privat")
    PUBLICATION_REQUESTED = "initiatives.publication_requested", _("Offentliggørelse ønsket")
    PUBLICATION_SENT_BACK = "initiatives.publication_sent_back", _("Offentliggørelse sendt tilbage")
    INITIATIVE_HIDDEN = "initiatives.hidden", _("Initiativ skjult")
    INITIATIVE_DESCRIBED = "initiatives.described", _("Initiativets tekst ændret")
    UPDATE_WRITTEN = "initiatives.update_written", _("Nyt fra initiativet skrevet")
    UPDATE_PUBLISHED = "initiatives.update_published", _("Nyt fra initiativet vist")
    UPDATE_HIDDEN = "initiatives.update_hidden", _("Nyt fra initiativet skjult")
    UPDATE_REMOVED = "initiatives.update_removed", _("Nyt fra initiativet slettet")
    NEED_ADDED = "initiatives.need_added", _("Behov skrevet op")
    NEED_MET = "initiatives.need_met", _("Behov dækket")
    NEED_REMOVED = "initiatives.need_removed", _("Behov fjernet")
    PICTURE_ADDED = "initiatives.picture_added", _("Billede lagt op")
    PICTURE_REMOVED = "initiatives.picture_removed", _("Billede fjernet")
    CONSENT_GIVEN = "initiatives.consent_given", _("Samtykke givet")
    CONSENT_WITHDRAWN = "initiatives.consent_withdrawn", _("Samtykke trukket tilbage")

    # Comments on an initiative
    COMMENT_WRITTEN = "initiatives.comment_written", _("Kommentar skrevet")
    COMMENT_ANSWERED = "initiatives.comment_answered", _("Officielt svar skrevet")
    COMMENT_PUBLISHED = "initiatives.comment_published", _("Kommentar vist for alle")
    COMMENT_REFUSED = "initiatives.comment_refused", _("Kommentar ikke vist")
    COMMENT_KEPT = "initiatives.comment_kept", _("Meldt kommentar fik lov at stå")
    COMMENT_HIDDEN = "initiatives.comment_hidden", _("Kommentar skjult")
    COMMENT_SHOWN_AGAIN = "initiatives.comment_shown_again", _("Kommentar vist igen")
    COMMENT_WITHDRAWN = "initiatives.comment_withdrawn", _("Kommentar trukket tilbage")
    COMMENT_REPORTED = "initiatives.comment_reported", _("Kommentar meldt")
    COMMENT_ERASED = "initiatives.comment_erased", _("Kommentarens ord slettet")
    COMMENTS_CLOSED = "initiatives.comments_closed", _("Lukket for kommentarer")
    COMMENTS_OPENED = "initiatives.comments_opened", _("Åbnet for kommentarer")

    # Following
    FOLLOW_ASKED = "initiatives.follow_asked", _("Bedt om at følge")
    FOLLOWED = "initiatives.followed", _("Følger")
    FOLLOW_STOPPED = "initiatives.follow_stopped", _("Følger ikke længere")

    # The group
    MEMBER_INVITED = "initiatives.member_invited", _("Medlem inviteret")
    INVITATION_WITHDRAWN = "initiatives.invitation_withdrawn", _("Invitation trukket tilbage")
    MEMBER_JOINED = "initiatives.member_joined", _("Medlem kom med")
    MEMBER_LEFT = "initiatives.member_left", _("Medlem gik ud")
    LEAD_CHANGED = "initiatives.lead_changed", _("Ny tovholder")
    WRITING_CONSENT_GIVEN = "initiatives.writing_consent_given", _("Guide må skrive med")
    WRITING_CONSENT_WITHDRAWN = (
        "initiatives.writing_consent_withdrawn",
        _("Guide må ikke længere skrive med"),
    )
    ENTERED_FOR_ANOTHER = "initiatives.entered_for_another", _("Skrevet for en anden")
    TYPING_HANDED_OVER = "initiatives.typing_handed_over", _("En anden skriver for personen")
    APPLICATION_CONFIRMED = "initiatives.application_confirmed", _("Bekræftet af ansøgeren")

    # Local votes
    VOTE_PREPARED = "initiatives.vote_prepared", _("Afstemning forberedt")
    VOTE_CHANGED = "initiatives.vote_changed", _("Afstemning ændret")
    VOTE_OPENED = "initiatives.vote_opened", _("Afstemning åbnet")
    VOTE_CLOSED = "initiatives.vote_closed", _("Afstemning lukket")
    VOTE_COUNTED = "initiatives.vote_counted", _("Stemmer talt op")
    VOTE_PUBLISHED = "initiatives.vote_published", _("Resultat af afstemning vist")
    VOTE_CANCELLED = "initiatives.vote_cancelled", _("Afstemning aflyst")
    VOTE_EXPORTED = "initiatives.vote_exported", _("Afstemning hentet som fil")
    CANDIDATE_INVITED = "initiatives.candidate_invited", _("Inviteret til afstemning")
    CANDIDATE_ANSWERED = "initiatives.candidate_answered", _("Svar på invitation til afstemning")
    CANDIDATE_REMOVED = "initiatives.candidate_removed", _("Taget af stemmesedlen")
    VOTE_CAST = "initiatives.vote_cast", _("Har stemt")
    PAPER_BALLOTS_PRINTED = "initiatives.paper_ballots_printed", _("Stemmesedler lavet på papir")
    PAPER_VOTER_ENTERED = "initiatives.paper_voter_entered", _("Har stemt på papir")
    PAPER_BALLOT_KEYED = "initiatives.paper_ballot_keyed", _("Stemmeseddel tastet")

    # Short polls
    POLL_DRAFTED = "initiatives.poll_drafted", _("Spørgsmål til kvarteret skrevet")
    POLL_CHANGED = "initiatives.poll_changed", _("Spørgsmål til kvarteret ændret")
    POLL_CONFIRMED = "initiatives.poll_confirmed", _("Spørgsmål til kvarteret godkendt")
    POLL_DROPPED = "initiatives.poll_dropped", _("Spørgsmål til kvarteret kasseret")
    POLL_ANSWERED = "initiatives.poll_answered", _("Har svaret kommunen")
    POLL_CLOSED = "initiatives.poll_closed", _("Spørgsmål til kvarteret lukket")
    POLL_CORRECTED = "initiatives.poll_corrected", _("Svar til kvarteret rettet")
    POLL_REPLIED = "initiatives.poll_replied", _("Kvarteret fik svar")

    # Application
    APPLICATION_STARTED = "initiatives.application_started", _("Ansøgning begyndt")
    FILE_ADDED = "initiatives.file_added", _("Fil lagt ved")
    FILE_REMOVED = "initiatives.file_removed", _("Fil fjernet")
    APPLICATION_SUBMITTED = "initiatives.application_submitted", _("Ansøgning sendt")
    APPLICATION_TAKEN_UP = "initiatives.application_taken_up", _("Behandling begyndt")
    APPLICATION_ASSIGNED = "initiatives.application_assigned", _("Sag fordelt")
    CASE_LIST_EXPORTED = "initiatives.case_list_exported", _("Liste over sager hentet")
    INFORMATION_REQUESTED = "initiatives.information_requested", _("Oplysninger udbedt")
    INFORMATION_ANSWERED = "initiatives.information_answered", _("Oplysninger modtaget")
    INFORMATION_OVERDUE = "initiatives.information_overdue", _("Frist for oplysninger udløbet")
    HEARING_OPENED = "initiatives.hearing_opened", _("Partshøring begyndt")
    HEARING_CLOSED = "initiatives.hearing_closed", _("Partshøring afsluttet")
    APPLICATION_RECOMMENDED = "initiatives.application_recommended", _("Indstillet")
    APPLICATION_SENT_BACK = "initiatives.application_sent_back", _("Sendt tilbage")
    APPLICATION_AWARDED = "initiatives.application_awarded", _("Bevilget")
    APPLICATION_REFUSED = "initiatives.application_refused", _("Afslag givet")
    APPLICATION_DISMISSED = "initiatives.application_dismissed", _("Afvist")
    APPLICATION_WITHDRAWN = "initiatives.application_withdrawn", _("Trukket tilbage")
    APPLICATION_REOPENED = "initiatives.application_reopened", _("Genoptaget")
    AWARD_PROPOSED = "initiatives.award_proposed", _("Bevilling foreslået")
    MEETING_OPENED = "initiatives.meeting_opened", _("Beslutningsmøde åbnet")
    MEETING_CLOSED = "initiatives.meeting_closed", _("Beslutningsmøde lukket")
    MEETING_DECIDING = "initiatives.meeting_deciding", _("Markerede sager sendt til afgørelse")
    TRIAL_MARKED = "initiatives.trial_marked", _("Markeret på beslutningsmøde")
    TRIAL_UNMARKED = "initiatives.trial_unmarked", _("Markering fjernet")
    IMPARTIALITY_DECLARED = "initiatives.impartiality_declared", _("Habilitet erklæret")
    ASSESSMENT_SUBMITTED = "initiatives.assessment_submitted", _("Vurdering gemt")
    PANEL_ASSIGNED = "initiatives.panel_assigned", _("Panelmedlem bedt om vurdering")
    PANEL_WITHDRAWN = "initiatives.panel_withdrawn", _("Vurdering taget fra panelmedlem")
    OPINION_ASKED = "initiatives.opinion_asked", _("Bedt om udtalelse")
    OPINION_OFFERED = "initiatives.opinion_offered", _("Guiden har udtalt sig")
    OPINION_GIVEN = "initiatives.opinion_given", _("Udtalelse modtaget")
    LETTER_TEXT_APPROVED = "initiatives.letter_text_approved", _("Brevtekst godkendt")
    SEPARATION_OVERRIDDEN = (
        "initiatives.separation_overridden",
        _("Samme person vurderede og afgjorde"),
    )
    APPLICATION_READ = "initiatives.application_read", _("Ansøgning åbnet")
    MESSAGE_SENT = "initiatives.message_sent", _("Besked sendt")
    LETTER_SENT = "initiatives.letter_sent", _("Brev sendt")
    LETTER_READ = "initiatives.letter_read", _("Brev læst")
    FILE_NOTE_WRITTEN = "initiatives.file_note_written", _("Notat skrevet på sagen")
    DISPATCH_SENT = "initiatives.dispatch_sent", _("Forsendelse sendt")
    DISPATCH_FAILED = "initiatives.dispatch_failed", _("Forsendelse kom ikke frem")
    DISPATCH_AGAIN = "initiatives.dispatch_again", _("Forsendelse sendt igen")
    POST_EXPORT_FETCHED = "initiatives.post_export_fetched", _("Postpakke hentet")
    CASE_FILE_ORDERED = "initiatives.case_file_ordered", _("Samlet sag bestilt")
    CASE_FILE_FETCHED = "initiatives.case_file_fetched", _("Samlet sag hentet")
    ACCESS_LOG_READ = "initiatives.access_log_read", _("Adgangslog åbnet")

    # Award
    AWARD_ACCEPTED = "initiatives.award_accepted", _("Vilkår accepteret")
    AWARD_STARTED = "initiatives.award_started", _("Initiativ i gang")
    AWARD_REPORT_DUE = "initiatives.award_report_due", _("Afrapportering afventes")
    AWARD_REPORTED = "initiatives.award_reported", _("Afrapportering modtaget")
    AWARD_CLOSED = "initiatives.award_closed", _("Bevilling afsluttet")
    AWARD_DECLINED = "initiatives.award_declined", _("Bevilling sagt nej tak til")
    AWARD_LAPSED = "initiatives.award_lapsed", _("Bevilling bortfaldet")
    AWARD_REPAYMENT_DUE = "initiatives.award_repayment_due", _("Tilbagebetaling krævet")
    PLAN_EXTENDED = "initiatives.plan_extended", _("Slutdato udskudt")
    PLAN_CHANGE_ASKED = "initiatives.plan_change_asked", _("Ændring ønsket")
    PLAN_CHANGE_TAKEN_BACK = (
        "initiatives.plan_change_taken_back",
        _("Ønske taget tilbage"),
    )
    PLAN_CHANGE_APPROVED = "initiatives.plan_change_approved", _("Ændring godkendt")
    PLAN_CHANGE_DECLINED = "initiatives.plan_change_declined", _("Ændring ikke godkendt")
    PAYMENT_RECORDED = "initiatives.payment_recorded", _("Udbetaling registreret")
    PAYMENT_PLANNED = "initiatives.payment_planned", _("Plan for udbetaling lagt")
    PAYMENT_APPROVED = "initiatives.payment_approved", _("Udbetaling godkendt")
    PAYMENT_TAKEN_BACK = (
        "initiatives.payment_taken_back",
        _("Godkendelse af udbetaling taget tilbage"),
    )
    PAYMENT_EXPORTED = "initiatives.payment_exported", _("Udbetaling sendt til betaling")
    PAYMENT_FAILED = "initiatives.payment_failed", _("Udbetaling gik ikke igennem")
    PAYMENT_PLANNED_AGAIN = "initiatives.payment_planned_again", _("Udbetaling planlagt igen")
    PAYMENT_CANCELLED = "initiatives.payment_cancelled", _("Udbetaling taget ud af planen")
    PAYMENT_LIST_MADE = "initiatives.payment_list_made", _("Betalingsliste lavet")
    PAYMENT_LIST_FETCHED = "initiatives.payment_list_fetched", _("Betalingsliste hentet")
    PAYMENT_ANSWERS_READ = "initiatives.payment_answers_read", _("Bankens svar læst ind")
    PAYMENT_LIST_ERASED = "initiatives.payment_list_erased", _("Betalingsliste slettet")
    PAYOUT_CONFIRMED = "initiatives.payout_confirmed", _("Modtager af pengene bekræftet")
    CPR_GIVEN = "initiatives.cpr_given", _("CPR-nummer modtaget")
    CPR_SHOWN = "initiatives.cpr_shown", _("CPR-nummer vist")
    CPR_ERASED = "initiatives.cpr_erased", _("CPR-nummer slettet")
    REPORT_CHECKED = "initiatives.report_checked", _("Regnskab gennemgået")
    REPAYMENT_RECORDED = "initiatives.repayment_recorded", _("Tilbagebetaling registreret")
    REPAYMENT_WAIVED = "initiatives.repayment_waived", _("Tilbagebetaling eftergivet")
    REPAYMENT_REMINDED = "initiatives.repayment_reminded", _("Tilbagebetaling rykket")
    AWARD_REDUCED = "initiatives.award_reduced", _("Bevilling sat ned")
    AWARD_LAPSE_WARNED = "initiatives.award_lapse_warned", _("Varsel om bortfald")

    # Guide's course
    CASE_OPENED = "guides.case_opened", _("Forløb oprettet")
    CASE_TAKEN = "guides.case_taken", _("Forløb taget")
    CASE_CONTACTED = "guides.case_contacted", _("Første kontakt")
    CASE_STATUS_CHANGED = "guides.case_status_changed", _("Forløbets status ændret")
    CASE_STEP_PLANNED = "guides.case_step_planned", _("Næste skridt aftalt")
    CASE_NOTE_WRITTEN = "guides.case_note_written", _("Notat skrevet")
    CASE_NOTE_CORRECTED = "guides.case_note_corrected", _("Notat rettet")
    CASE_NOTE_OPENED_TO = "guides.case_note_opened_to", _("Hvem der må læse et notat, ændret")
    CASE_NOTE_READ = "guides.case_note_read", _("Notat læst uden for organisationen")
    CASE_READ = "guides.case_read", _("Forløb åbnet")
    FOLLOW_UP_ADDED = "guides.follow_up_added", _("Opfølgning skrevet op")
    FOLLOW_UP_MOVED = "guides.follow_up_moved", _("Opfølgning ændret")
    FOLLOW_UP_DONE = "guides.follow_up_done", _("Opfølgning gjort")
    APPOINTMENT_MADE = "guides.appointment_made", _("Aftale lavet")
    APPOINTMENT_CHANGED = "guides.appointment_changed", _("Aftale ændret")
    APPOINTMENT_CANCELLED = "guides.appointment_cancelled", _("Aftale aflyst")
    PLAN_STEP_ADDED = "guides.plan_step_added", _("Trin lagt i planen")
    PLAN_STEP_CHANGED = "guides.plan_step_changed", _("Trin i planen ændret")
    PLAN_STEP_DONE = "guides.plan_step_done", _("Trin i planen gjort")
    PLAN_STEP_REOPENED = "guides.plan_step_reopened", _("Trin i planen ikke gjort alligevel")
    PLAN_STEP_REMOVED = "guides.plan_step_removed", _("Trin taget ud af planen")
    CASE_ASSIGNED = "guides.case_assigned", _("Forløb fordelt")
    CASE_ESCALATED = "guides.case_escalated", _("Sent opkald meldt videre")
    CASE_OPENED_IN_EMERGENCY = (
        "guides.case_opened_in_emergency",
        _("Forløb åbnet i en nødsituation"),
    )
    READ_LOG_FETCHED = "guides.read_log_fetched", _("Liste over hvem der har set sagen hentet")
    HANDOVER_OFFERED = "guides.handover_offered", _("Forløb tilbudt en anden guide")
    HANDOVER_ACCEPTED = "guides.handover_accepted", _("Forløb overtaget")
    HANDOVER_DECLINED = "guides.handover_declined", _("Nej tak til at overtage forløb")
    HANDOVER_WITHDRAWN = "guides.handover_withdrawn", _("Tilbud om forløb trukket tilbage")
    COVER_ARRANGED = "guides.cover_arranged", _("Afløsning aftalt")
    COVER_ENDED = "guides.cover_ended", _("Afløsning afsluttet")

    # Guides' organisations
    GUIDE_INVITED = "guides.guide_invited", _("Guide eller leder inviteret")
    GUIDE_INVITATION_WITHDRAWN = (
        "guides.guide_invitation_withdrawn",
        _("Invitation til guide trukket tilbage"),
    )
    GUIDE_STARTED = "guides.guide_started", _("Guide begyndt")
    GUIDE_ENDED = "guides.guide_ended", _("Guide stoppet")
    ORGANISATION_LEAD_STARTED = "guides.organisation_lead_started", _("Organisationsleder begyndt")
    ORGANISATION_LEAD_ENDED = "guides.organisation_lead_ended", _("Organisationsleder stoppet")

    # The directory of communities
    COMMUNITY_SUGGESTED = "guides.community_suggested", _("Forslag til oversigten modtaget")
    SUGGESTION_APPROVED = "guides.suggestion_approved", _("Forslag til oversigten godkendt")
    SUGGESTION_DECLINED = "guides.suggestion_declined", _("Forslag til oversigten ikke godkendt")
    COMMUNITY_CHANGED = "guides.community_changed", _("Fællesskab rettet")
    COMMUNITY_CONFIRMED = "guides.community_confirmed", _("Fællesskab bekræftet")
    COMMUNITY_ASKED = "guides.community_asked", _("Fællesskab bedt om at bekræfte")
    COMMUNITY_CONTACT_CHANGED = "guides.community_contact_changed", _("Kontakt vist eller skjult")
    COMMUNITY_CLOSED = "guides.community_closed", _("Fællesskab taget af oversigten")
    COMMUNITY_REOPENED = "guides.community_reopened", _("Fællesskab på oversigten igen")
    REFERRED_ON = "guides.referred_on", _("Henvist til et fællesskab")
    REFERRAL_FOLLOWED_UP = "guides.referral_followed_up", _("Henvisning fulgt op")
    REFERRED_IN = "guides.referred_in", _("Henvist til en guide")

    # Offers of help
    OFFER_MADE = "initiatives.offer_made", _("Tilbud om hjælp lagt op")
    OFFER_CHANGED = "initiatives.offer_changed", _("Tilbud om hjælp rettet")
    OFFER_WITHDRAWN = "initiatives.offer_withdrawn", _("Tilbud om hjælp trukket tilbage")
    OFFER_SHOWN = "initiatives.offer_shown", _("Tilbud om hjælp vist for alle")
    OFFER_HIDDEN = "initiatives.offer_hidden", _("Tilbud om hjælp skjult")
    OFFER_FORGOTTEN = "initiatives.offer_forgotten", _("Tilbud om hjælp slettet")
    INTRODUCTION_ASKED = "guides.introduction_asked", _("Introduktion foreslået")
    INTRODUCTION_ACCEPTED = "guides.introduction_accepted", _("Sagt ja til introduktion")
    INTRODUCTION_MADE = "guides.introduction_made", _("Introduceret til hinanden")
    INTRODUCTION_DECLINED = "guides.introduction_declined", _("Sagt nej til introduktion")
    INTRODUCTION_ENDED = "guides.introduction_ended", _("Introduktion afsluttet")

    # Training
    ENROLMENT_ADDED = "guides.enrolment_added", _("Deltager tilføjet")
    ENROLMENT_ACCEPTED = "guides.enrolment_accepted", _("Deltager optaget")
    ENROLMENT_DROPPED_OUT = "guides.enrolment_dropped_out", _("Deltager stoppet")
    ENROLMENT_MOVED_UP = "guides.enrolment_moved_up", _("Deltager rykket op fra venteliste")
    ENROLMENT_WITHDRAWN = "guides.enrolment_withdrawn", _("Deltager meldt fra")
    ENROLMENT_CAME_BACK = "guides.enrolment_came_back", _("Deltager meldt til igen")
    ENROLMENT_NEEDS_CHANGED = "guides.enrolment_needs_changed", _("Mad og adgang skrevet op")
    ENROLMENT_NEEDS_ERASED = "guides.enrolment_needs_erased", _("Mad og adgang slettet")
    COURSE_DRAWN_UP = "guides.course_drawn_up", _("Hold lagt")
    COURSE_CHANGED = "guides.course_changed", _("Hold ændret")
    SESSION_MOVED = "guides.session_moved", _("Møde flyttet")
    SESSION_SEATS_SET = "guides.session_seats_set", _("Pladser i lokalet ændret")
    SESSION_CANCELLED = "guides.session_cancelled", _("Møde aflyst")
    SESSION_MATERIAL_ADDED = "guides.session_material_added", _("Materiale lagt på møde")
    SESSION_MATERIAL_REMOVED = "guides.session_material_removed", _("Materiale fjernet fra møde")
    ATTENDANCE_TAKEN = "guides.attendance_taken", _("Fremmøde taget")
    ATTENDANCE_CORRECTED = "guides.attendance_corrected", _("Fremmøde rettet")
    CATCH_UP_BOOKED = "guides.catch_up_booked", _("Møde på et andet hold valgt")
    REQUIREMENT_ASSESSED = "guides.requirement_assessed", _("Krav vurderet")
    TRAINING_COMPLETED = "guides.training_completed", _("Uddannelse gennemført")
    CERTIFICATE_ISSUED = "guides.certificate_issued", _("Bevis udstedt")
    CERTIFICATE_REVOKED = "guides.certificate_revoked", _("Bevis taget tilbage")
    AMBASSADOR_CONSENT_CHANGED = (
        "guides.ambassador_consent_changed",
        _("Ambassadørs samtykke ændret"),
    )

    AMBASSADOR_PROFILE_CHANGED = "guides.ambassador_profile_changed", _("Ambassadørs profil ændret")
    ROLE_RENEWED = "guides.role_renewed", _("Ambassadørs rolle fornyet")
    ROLE_ENDED = "guides.role_ended", _("Ambassadørs rolle afsluttet")
    STILL_ACTIVE_ASKED = "guides.still_active_asked", _("Spurgt, om ambassadør er aktiv")
    STILL_ACTIVE_ANSWERED = "guides.still_active_answered", _("Svar om at være aktiv")
    ACTIVITY_REPORTED = "guides.activity_reported", _("Indsats skrevet op")
    ACTIVITY_APPROVED = "guides.activity_approved", _("Indsats godkendt")
    ACTIVITY_DECLINED = "guides.activity_declined", _("Indsats ikke godkendt")
    AMBASSADORS_EXPORTED = "guides.ambassadors_exported", _("Liste over ambassadører hentet")

    # Events
    EVENT_SIGN_UP_ADDED = "home.event_sign_up_added", _("Tilmeldt begivenhed")
    EVENT_SIGN_UP_CHANGED = "home.event_sign_up_changed", _("Tilmelding til begivenhed rettet")
    EVENT_SIGN_UP_CAME_BACK = "home.event_sign_up_came_back", _("Tilmeldt begivenhed igen")
    EVENT_SIGN_UP_MOVED_UP = (
        "home.event_sign_up_moved_up",
        _("Rykket op fra venteliste til begivenhed"),
    )
    EVENT_SIGNED_OFF = "home.event_signed_off", _("Meldt fra begivenhed")
    EVENT_CHANGED = "home.event_changed", _("Begivenhed ændret")
    EVENT_CANCELLED = "home.event_cancelled", _("Begivenhed aflyst")
    EVENT_SIGN_UPS_ERASED = "home.event_sign_ups_erased", _("Tilmeldinger til begivenhed slettet")
    EVENT_LIST_READ = "home.event_list_read", _("Deltagerliste til begivenhed åbnet")

    # Files
    FILE_FOUND_INFECTED = "files.found_infected", _("Virus fundet i fil")

    # People
    ACCOUNT_CREATED = "users.account_created", _("Bruger oprettet")
    PROFILE_CHANGED = "users.profile_changed", _("Profil ændret")
    MAIL_CHOICES_CHANGED = "users.mail_choices_changed", _("Valg af mails ændret")
    SESSIONS_ENDED = "users.sessions_ended", _("Logget ud alle steder")

    # Mail
    MAIL_GIVEN_UP = "post.mail_given_up", _("Mail kunne ikke sendes")
    MAIL_SENT_AGAIN = "post.mail_sent_again", _("Mail sendt igen")


READS = frozenset(
    {
        AuditAction.APPLICATION_READ,
        AuditAction.CASE_LIST_EXPORTED,
        AuditAction.CASE_READ,
        AuditAction.CASE_NOTE_READ,
        AuditAction.CASE_FILE_FETCHED,
        AuditAction.ACCESS_LOG_READ,
        AuditAction.AMBASSADORS_EXPORTED,
        AuditAction.CPR_SHOWN,
        AuditAction.EVENT_LIST_READ,
        AuditAction.PAYMENT_LIST_FETCHED,
    }
)
"""Openings of a case file: kept 13 months; changes live as long as the case."""


def action_choices() -> list[tuple[str, Any]]:
    """The list as a field wants it. Asked for by name, so that a new action is no migration."""
    return AuditAction.choices
