//! French: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "Au {date}",
        checked_as_of: "La page de chaque attestation dit ce qui a été vérifié et ce qui n’a pas pu l’être, au {date}.",
        step_earned: "obtenue le {date}",
        earned_from_on: "{holder} a obtenu «\u{a0}{title}\u{a0}», attestation délivrée par {issuer} le {date}.",
        earned_from: "{holder} a obtenu «\u{a0}{title}\u{a0}», attestation délivrée par {issuer}.",
        earned_on: "{holder} a obtenu «\u{a0}{title}\u{a0}» le {date}.",
        earned_title: "{holder} a obtenu «\u{a0}{title}\u{a0}».",
        was_earned_from_on: "«\u{a0}{title}\u{a0}»\u{a0}: attestation délivrée par {issuer} le {date}.",
        was_earned_from: "«\u{a0}{title}\u{a0}»\u{a0}: attestation délivrée par {issuer}.",
        was_earned_on: "«\u{a0}{title}\u{a0}»\u{a0}: attestation obtenue le {date}.",
        was_earned: "«\u{a0}{title}\u{a0}»\u{a0}: attestation obtenue.",
        states_from_on: "{holder} déclare\u{a0}: {title}, {issuer}, {date}.",
        states_from: "{holder} déclare\u{a0}: {title}, {issuer}.",
        states_on: "{holder} déclare\u{a0}: {title}, {date}.",
        states: "{holder} déclare\u{a0}: {title}.",
        paper_from_on: "attestation délivrée par {issuer} le {date}",
        paper_from: "attestation délivrée par {issuer}",
        paper_on: "le {date}",
        paper_earned_from_on: "attestation délivrée par {issuer} le {date}",
        paper_earned_from: "attestation délivrée par {issuer}",
        paper_earned_on: "attestation obtenue le {date}",
        stood_note: "Ces listes suivent les dates que portent les attestations.",
        stood_marks: "Chaque signe dit où en est une attestation au {date}, et non où elle en était alors.",
    }
    counts {
        credentials_of { one: "{n} attestation", many: "{n} d’attestations", other: "{n} attestations" }
        credentials_here { one: "{n} attestation sur ce site", many: "{n} d’attestations sur ce site", other: "{n} attestations sur ce site" }
        issued { one: "{n} délivré", many: "{n} délivrés", other: "{n} délivrés" }
        further_withheld { one: "{n} autre\u{a0}: non communiqué", many: "{n} autres\u{a0}: non communiqués", other: "{n} autres\u{a0}: non communiqués" }
        shown_by { one: "{n} attestation la démontre.", many: "{n} d’attestations la démontrent.", other: "{n} attestations la démontrent." }
        skill_shown_by { one: "{skill}\u{a0}: {n} attestation la démontre.", many: "{skill}\u{a0}: {n} d’attestations la démontrent.", other: "{skill}\u{a0}: {n} attestations la démontrent." }
        steps_of { one: "{n} étape", many: "{n} d’étapes", other: "{n} étapes" }
        steps_done { one: "{done} étape sur {n}", many: "{done} étapes sur {n}", other: "{done} étapes sur {n}" }
        steps_any { one: "{needed} étape sur {n}, au choix", many: "{needed} étapes sur {n}, au choix", other: "{needed} étapes sur {n}, au choix" }
        hours { one: "{n} heure", many: "{n} d’heures", other: "{n} heures" }
        credit_points { one: "{n} crédit", many: "{n} de crédits", other: "{n} crédits" }
        tally { one: "{n} attestation.", many: "{n} d’attestations.", other: "{n} attestations." }
        tally_claimed { one: "{n} attestation, déclaration personnelle.", many: "{n} d’attestations, toutes déclarations personnelles.", other: "{n} attestations, toutes déclarations personnelles." }
        tally_unsigned { one: "{n} attestation, sans signature.", many: "{n} d’attestations, toutes sans signature.", other: "{n} attestations, toutes sans signature." }
        cv_more { one: "et {n} autre sur {address}", many: "et {n} autres sur {address}", other: "et {n} autres sur {address}" }
        cv_more_here { one: "et {n} autre sur le site", many: "et {n} autres sur le site", other: "et {n} autres sur le site" }
        and_more { one: "et {n} autre", many: "et {n} autres", other: "et {n} autres" }
        reworded { one: "{n} de ces attestations a été signée avec un texte antérieur ; sa page montre le sien.", many: "{n} de ces attestations ont été signées avec un texte antérieur ; chaque page montre le sien.", other: "{n} de ces attestations ont été signées avec un texte antérieur ; chaque page montre le sien." }
    }
    labels {
        label_badges { one: "badge", many: "badges", other: "badges" }
        label_issued { one: "délivrée", many: "délivrées", other: "délivrées" }
        label_listed { one: "publiée", many: "publiées", other: "publiées" }
        label_revoked { one: "révoquée", many: "révoquées", other: "révoquées" }
    }
    tallies {
        tally_all { one: "{n} attestation, vérifiée au {date}.", many: "{n} d’attestations, toutes vérifiées au {date}.", other: "{n} attestations, toutes vérifiées au {date}." }
        tally_some { one: "{credentials}, dont {n} vérifiée au {date}.", many: "{credentials}, dont {n} vérifiées au {date}.", other: "{credentials}, dont {n} vérifiées au {date}." }
    }
    kinds {
        Achievement: "Réalisation", ApprenticeshipCertificate: "Certificat d’apprentissage",
        Assessment: "Évaluation", Assignment: "Travail demandé", AssociateDegree: "Diplôme d’associé",
        Award: "Prix", Badge: "Badge", BachelorDegree: "Licence (bachelor)", Certificate: "Certificat",
        CertificateOfCompletion: "Attestation de fin de formation", Certification: "Certification",
        CommunityService: "Engagement bénévole", Competency: "Compétence", Course: "Cours",
        CoCurricular: "Activité complémentaire", Degree: "Grade universitaire", Diploma: "Diplôme",
        DoctoralDegree: "Doctorat", Fieldwork: "Travail de terrain",
        GeneralEducationDevelopment: "Formation générale (GED)", JourneymanCertificate: "Certificat de compagnon",
        LearningProgram: "Programme de formation", License: "Licence d’exercice", Membership: "Adhésion",
        ProfessionalDoctorate: "Doctorat professionnel", QualityAssuranceCredential: "Assurance qualité",
        MasterCertificate: "Brevet de maîtrise", MasterDegree: "Master", MicroCredential: "Microcertification",
        ResearchDoctorate: "Doctorat de recherche", SecondarySchoolDiploma: "Diplôme d’études secondaires",
        Completed: "Terminé", Enrolled: "Inscription en cours", Failed: "Échec", InProgress: "En cours",
        OnHold: "En suspens", Provisional: "Provisoire", Withdrew: "Abandon",
    }
}
