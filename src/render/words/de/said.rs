//! German: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "Stand {date}",
        checked_as_of: "Die Seite jedes Nachweises sagt, was geprüft wurde und was nicht geprüft werden konnte, Stand {date}.",
        step_earned: "erworben am {date}",
        earned_from_on: "{holder} hat am {date} bei {issuer} „{title}“ erworben.",
        earned_from: "{holder} hat bei {issuer} „{title}“ erworben.",
        earned_on: "{holder} hat am {date} „{title}“ erworben.",
        earned_title: "{holder} hat „{title}“ erworben.",
        was_earned_from_on: "„{title}“ wurde am {date} bei {issuer} erworben.",
        was_earned_from: "„{title}“ wurde bei {issuer} erworben.",
        was_earned_on: "„{title}“ wurde am {date} erworben.",
        was_earned: "„{title}“ wurde erworben.",
        states_from_on: "{holder} gibt an: {title}, {issuer}, {date}.",
        states_from: "{holder} gibt an: {title}, {issuer}.",
        states_on: "{holder} gibt an: {title}, {date}.",
        states: "{holder} gibt an: {title}.",
        paper_from_on: "bei {issuer} am {date}",
        paper_from: "bei {issuer}",
        paper_on: "am {date}",
        paper_earned_from_on: "erworben bei {issuer} am {date}",
        paper_earned_from: "erworben bei {issuer}",
        paper_earned_on: "erworben am {date}",
        stood_note: "Diese Listen folgen den Daten, die in den Nachweisen stehen.",
        stood_marks: "Jedes Zeichen sagt, wie es um einen Nachweis steht, Stand {date}, nicht wie es damals war.",
    }
    counts {
        credentials_of { one: "{n} Nachweis", other: "{n} Nachweise" }
        credentials_here { one: "{n} Nachweis auf dieser Website", other: "{n} Nachweise auf dieser Website" }
        issued { one: "{n} ausgestellt", other: "{n} ausgestellt" }
        further_withheld { one: "{n} weitere: nicht genannt", other: "{n} weitere: nicht genannt" }
        shown_by { one: "{n} Nachweis belegt dies.", other: "{n} Nachweise belegen dies." }
        skill_shown_by { one: "{skill}: {n} Nachweis belegt dies.", other: "{skill}: {n} Nachweise belegen dies." }
        steps_of { one: "{n} Schritt", other: "{n} Schritte" }
        steps_done { one: "{done} von {n} Schritt", other: "{done} von {n} Schritten" }
        steps_any { one: "{needed} von {n} Schritt nach Wahl", other: "{needed} von {n} Schritten nach Wahl" }
        hours { one: "{n} Stunde", other: "{n} Stunden" }
        credit_points { one: "{n} Leistungspunkt", other: "{n} Leistungspunkte" }
        tally { one: "{n} Nachweis.", other: "{n} Nachweise." }
        tally_claimed { one: "{n} Nachweis, eigene Angabe.", other: "{n} Nachweise, alle eigene Angaben." }
        tally_unsigned { one: "{n} Nachweis, ohne Signatur.", other: "{n} Nachweise, alle ohne Signatur." }
        cv_more { one: "und {n} weiterer unter {address}", other: "und {n} weitere unter {address}" }
        cv_more_here { one: "und {n} weiterer auf der Website", other: "und {n} weitere auf der Website" }
        and_more { one: "und {n} weitere", other: "und {n} weitere" }
        reworded { one: "{n} dieser Nachweise wurde mit einem früheren Text signiert; seine Seite zeigt ihn.", other: "{n} dieser Nachweise wurden mit einem früheren Text signiert; ihre Seiten zeigen ihn." }
    }
    labels {
        label_badges { one: "Badge", other: "Badges" }
        label_issued { one: "ausgestellt", other: "ausgestellt" }
        label_listed { one: "aufgeführt", other: "aufgeführt" }
        label_revoked { one: "widerrufen", other: "widerrufen" }
    }
    tallies {
        tally_all { one: "{n} Nachweis, verifiziert, Stand {date}.", other: "{n} Nachweise, alle verifiziert, Stand {date}." }
        tally_some { one: "{credentials}; {n} davon verifiziert, Stand {date}.", other: "{credentials}; {n} davon verifiziert, Stand {date}." }
    }
    kinds {
        Achievement: "Leistung", ApprenticeshipCertificate: "Ausbildungszeugnis", Assessment: "Prüfung",
        Assignment: "Arbeitsauftrag", AssociateDegree: "Associate Degree", Award: "Auszeichnung", Badge: "Badge",
        BachelorDegree: "Bachelorabschluss", Certificate: "Zertifikat",
        CertificateOfCompletion: "Teilnahmebescheinigung", Certification: "Zertifizierung",
        CommunityService: "Ehrenamtliches Engagement", Competency: "Kompetenz", Course: "Kurs",
        CoCurricular: "Außercurriculare Aktivität", Degree: "Akademischer Grad", Diploma: "Diplom",
        DoctoralDegree: "Doktorgrad", Fieldwork: "Feldarbeit",
        GeneralEducationDevelopment: "Allgemeiner Bildungsabschluss (GED)", JourneymanCertificate: "Gesellenbrief",
        LearningProgram: "Lernprogramm", License: "Lizenz", Membership: "Mitgliedschaft",
        ProfessionalDoctorate: "Berufsdoktorat", QualityAssuranceCredential: "Qualitätssicherung",
        MasterCertificate: "Meisterbrief", MasterDegree: "Masterabschluss", MicroCredential: "Micro-Credential",
        ResearchDoctorate: "Forschungsdoktorat", SecondarySchoolDiploma: "Schulabschluss der Sekundarstufe",
        Completed: "Abgeschlossen", Enrolled: "Eingeschrieben", Failed: "Nicht bestanden", InProgress: "Laufend",
        OnHold: "Unterbrochen", Provisional: "Vorläufig", Withdrew: "Abgebrochen",
    }
}
