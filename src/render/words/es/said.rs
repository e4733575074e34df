//! Spanish: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "A fecha de {date}",
        checked_as_of: "La página de cada credencial dice qué se comprobó y qué no se pudo comprobar, a fecha de {date}.",
        step_earned: "obtenida el {date}",
        earned_from_on: "{holder} obtuvo «{title}», credencial otorgada por {issuer} el {date}.",
        earned_from: "{holder} obtuvo «{title}», credencial otorgada por {issuer}.",
        earned_on: "{holder} obtuvo «{title}» el {date}.",
        earned_title: "{holder} obtuvo «{title}».",
        was_earned_from_on: "«{title}»: credencial otorgada por {issuer} el {date}.",
        was_earned_from: "«{title}»: credencial otorgada por {issuer}.",
        was_earned_on: "«{title}»: credencial obtenida el {date}.",
        was_earned: "«{title}»: credencial obtenida.",
        states_from_on: "{holder} declara: {title}, {issuer}, {date}.",
        states_from: "{holder} declara: {title}, {issuer}.",
        states_on: "{holder} declara: {title}, {date}.",
        states: "{holder} declara: {title}.",
        paper_from_on: "otorgada por {issuer} el {date}",
        paper_from: "otorgada por {issuer}",
        paper_on: "el {date}",
        paper_earned_from_on: "credencial otorgada por {issuer} el {date}",
        paper_earned_from: "credencial otorgada por {issuer}",
        paper_earned_on: "credencial obtenida el {date}",
        stood_note: "Estas listas siguen las fechas que constan en las credenciales.",
        stood_marks: "Cada señal dice cómo está una credencial a fecha de {date}, no cómo estaba entonces.",
    }
    counts {
        credentials_of { one: "{n} credencial", many: "{n} de credenciales", other: "{n} credenciales" }
        credentials_here { one: "{n} credencial en este sitio", many: "{n} de credenciales en este sitio", other: "{n} credenciales en este sitio" }
        issued { one: "{n} emitida", many: "{n} emitidas", other: "{n} emitidas" }
        further_withheld { one: "{n} más: no se indica", many: "{n} más: no se indican", other: "{n} más: no se indican" }
        shown_by { one: "{n} credencial la demuestra.", many: "{n} de credenciales la demuestran.", other: "{n} credenciales la demuestran." }
        skill_shown_by { one: "{skill}: {n} credencial la demuestra.", many: "{skill}: {n} de credenciales la demuestran.", other: "{skill}: {n} credenciales la demuestran." }
        steps_of { one: "{n} paso", many: "{n} de pasos", other: "{n} pasos" }
        steps_done { one: "{done} de {n} paso", many: "{done} de {n} de pasos", other: "{done} de {n} pasos" }
        steps_any { one: "{needed} de {n} paso, a elegir", many: "{needed} de {n} de pasos, a elegir", other: "{needed} de {n} pasos, a elegir" }
        hours { one: "{n} hora", many: "{n} de horas", other: "{n} horas" }
        credit_points { one: "{n} crédito", many: "{n} de créditos", other: "{n} créditos" }
        tally { one: "{n} credencial.", many: "{n} de credenciales.", other: "{n} credenciales." }
        tally_claimed { one: "{n} credencial, declaración propia.", many: "{n} de credenciales, todas declaraciones propias.", other: "{n} credenciales, todas declaraciones propias." }
        tally_unsigned { one: "{n} credencial, sin firma.", many: "{n} de credenciales, todas sin firma.", other: "{n} credenciales, todas sin firma." }
        cv_more { one: "y {n} más en {address}", many: "y {n} más en {address}", other: "y {n} más en {address}" }
        cv_more_here { one: "y {n} más en el sitio", many: "y {n} más en el sitio", other: "y {n} más en el sitio" }
        and_more { one: "y {n} más", many: "y {n} más", other: "y {n} más" }
        reworded { one: "{n} de estas credenciales se firmó con un texto anterior; su página muestra el suyo.", many: "{n} de estas credenciales se firmaron con un texto anterior; cada página muestra el suyo.", other: "{n} de estas credenciales se firmaron con un texto anterior; cada página muestra el suyo." }
    }
    labels {
        label_badges { one: "insignia", many: "insignias", other: "insignias" }
        label_issued { one: "emitida", many: "emitidas", other: "emitidas" }
        label_listed { one: "publicada", many: "publicadas", other: "publicadas" }
        label_revoked { one: "revocada", many: "revocadas", other: "revocadas" }
    }
    tallies {
        tally_all { one: "{n} credencial, verificada a fecha de {date}.", many: "{n} de credenciales, todas verificadas a fecha de {date}.", other: "{n} credenciales, todas verificadas a fecha de {date}." }
        tally_some { one: "{credentials}; {n} verificada a fecha de {date}.", many: "{credentials}; {n} verificadas a fecha de {date}.", other: "{credentials}; {n} verificadas a fecha de {date}." }
    }
    kinds {
        Achievement: "Logro", ApprenticeshipCertificate: "Certificado de aprendizaje profesional",
        Assessment: "Evaluación", Assignment: "Trabajo asignado", AssociateDegree: "Grado asociado",
        Award: "Premio", Badge: "Insignia", BachelorDegree: "Grado", Certificate: "Certificado",
        CertificateOfCompletion: "Certificado de finalización", Certification: "Certificación",
        CommunityService: "Servicio a la comunidad", Competency: "Competencia", Course: "Curso",
        CoCurricular: "Actividad cocurricular", Degree: "Título universitario", Diploma: "Diploma",
        DoctoralDegree: "Doctorado", Fieldwork: "Trabajo de campo",
        GeneralEducationDevelopment: "Desarrollo de educación general (GED)",
        JourneymanCertificate: "Certificado de oficial", LearningProgram: "Programa formativo", License: "Licencia",
        Membership: "Afiliación", ProfessionalDoctorate: "Doctorado profesional",
        QualityAssuranceCredential: "Garantía de calidad", MasterCertificate: "Certificado de maestría de oficio",
        MasterDegree: "Máster", MicroCredential: "Microcredencial", ResearchDoctorate: "Doctorado de investigación",
        SecondarySchoolDiploma: "Título de educación secundaria", Completed: "Completado", Enrolled: "Matriculado",
        Failed: "No superado", InProgress: "En curso", OnHold: "En pausa", Provisional: "Provisional",
        Withdrew: "Abandonado",
    }
}
