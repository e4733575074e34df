//! English: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "As of {date}",
        checked_as_of: "Each credential’s page says what was checked, and what could not be, as of {date}.",
        step_earned: "earned {date}",
        earned_from_on: "{holder} earned {title} from {issuer} on {date}.",
        earned_from: "{holder} earned {title} from {issuer}.",
        earned_on: "{holder} earned {title} on {date}.",
        earned_title: "{holder} earned {title}.",
        was_earned_from_on: "{title} was earned from {issuer} on {date}.",
        was_earned_from: "{title} was earned from {issuer}.",
        was_earned_on: "{title} was earned on {date}.",
        was_earned: "{title} was earned.",
        states_from_on: "{holder} states: {title}, {issuer}, {date}.",
        states_from: "{holder} states: {title}, {issuer}.",
        states_on: "{holder} states: {title}, {date}.",
        states: "{holder} states: {title}.",
        paper_from_on: "from {issuer} on {date}",
        paper_from: "from {issuer}",
        paper_on: "on {date}",
        paper_earned_from_on: "earned from {issuer} on {date}",
        paper_earned_from: "earned from {issuer}",
        paper_earned_on: "earned on {date}",
        stood_note: "These lists go by the dates that the credentials state.",
        stood_marks: "Each mark says how a credential stands as of {date}, not how it stood then.",
    }
    counts {
        credentials_of { one: "{n} credential", other: "{n} credentials" }
        credentials_here { one: "{n} credential on this site", other: "{n} credentials on this site" }
        issued { one: "{n} issued", other: "{n} issued" }
        further_withheld { one: "{n} more: not told", other: "{n} more: not told" }
        shown_by { one: "{n} credential shows it.", other: "{n} credentials show it." }
        skill_shown_by { one: "{skill}: {n} credential shows it.", other: "{skill}: {n} credentials show it." }
        steps_of { one: "{n} step", other: "{n} steps" }
        steps_done { one: "{done} of {n} step", other: "{done} of {n} steps" }
        steps_any { one: "Any {needed} of {n} step", other: "Any {needed} of {n} steps" }
        hours { one: "{n} hour", other: "{n} hours" }
        credit_points { one: "{n} credit", other: "{n} credits" }
        tally { one: "{n} credential.", other: "{n} credentials." }
        tally_claimed { one: "{n} credential, self-declared.", other: "{n} credentials, all self-declared." }
        tally_unsigned { one: "{n} credential, without a signature.", other: "{n} credentials, none with a signature." }
        cv_more { one: "and {n} more at {address}", other: "and {n} more at {address}" }
        cv_more_here { one: "and {n} more on the site", other: "and {n} more on the site" }
        and_more { one: "and {n} more", other: "and {n} more" }
        reworded { one: "{n} of these credentials was signed with an earlier text; its page shows its own.", other: "{n} of these credentials were signed with an earlier text; each page shows its own." }
    }
    labels {
        label_badges { one: "badge", other: "badges" }
        label_issued { one: "issued", other: "issued" }
        label_listed { one: "listed", other: "listed" }
        label_revoked { one: "revoked", other: "revoked" }
    }
    tallies {
        tally_all { one: "{n} credential, verified as of {date}.", other: "{n} credentials, all verified as of {date}." }
        tally_some { one: "{credentials}; {n} verified as of {date}.", other: "{credentials}; {n} verified as of {date}." }
    }
    kinds {
        Achievement: "Achievement", ApprenticeshipCertificate: "Apprenticeship certificate",
        Assessment: "Assessment", Assignment: "Assignment", AssociateDegree: "Associate degree", Award: "Award",
        Badge: "Badge", BachelorDegree: "Bachelor degree", Certificate: "Certificate",
        CertificateOfCompletion: "Certificate of completion", Certification: "Certification",
        CommunityService: "Community service", Competency: "Competency", Course: "Course",
        CoCurricular: "Co-curricular activity", Degree: "Degree", Diploma: "Diploma",
        DoctoralDegree: "Doctoral degree", Fieldwork: "Fieldwork",
        GeneralEducationDevelopment: "General education development",
        JourneymanCertificate: "Journeyman certificate", LearningProgram: "Learning programme", License: "Licence",
        Membership: "Membership", ProfessionalDoctorate: "Professional doctorate",
        QualityAssuranceCredential: "Quality assurance", MasterCertificate: "Master certificate",
        MasterDegree: "Master degree", MicroCredential: "Micro-credential", ResearchDoctorate: "Research doctorate",
        SecondarySchoolDiploma: "Secondary school diploma", Completed: "Completed", Enrolled: "Enrolled",
        Failed: "Failed", InProgress: "In progress", OnHold: "On hold", Provisional: "Provisional",
        Withdrew: "Withdrew",
    }
}
