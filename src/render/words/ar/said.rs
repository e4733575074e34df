//! Arabic: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "بتاريخ {date}",
        checked_as_of: "تذكر صفحة كل اعتماد ما جرى التحقق منه وما تعذّر التحقق منه، حتى {date}.",
        step_earned: "مُنح في {date}",
        earned_from_on: "مُنح إلى {holder} اعتماد «{title}» من {issuer} بتاريخ {date}.",
        earned_from: "مُنح إلى {holder} اعتماد «{title}» من {issuer}.",
        earned_on: "مُنح إلى {holder} اعتماد «{title}» بتاريخ {date}.",
        earned_title: "مُنح إلى {holder} اعتماد «{title}».",
        was_earned_from_on: "مُنح اعتماد «{title}» من {issuer} بتاريخ {date}.",
        was_earned_from: "مُنح اعتماد «{title}» من {issuer}.",
        was_earned_on: "مُنح اعتماد «{title}» بتاريخ {date}.",
        was_earned: "مُنح اعتماد «{title}».",
        states_from_on: "بحسب {holder}: {title}، {issuer}، {date}.",
        states_from: "بحسب {holder}: {title}، {issuer}.",
        states_on: "بحسب {holder}: {title}، {date}.",
        states: "بحسب {holder}: {title}.",
        paper_from_on: "من {issuer} بتاريخ {date}",
        paper_from: "من {issuer}",
        paper_on: "بتاريخ {date}",
        paper_earned_from_on: "مُنح من {issuer} بتاريخ {date}",
        paper_earned_from: "مُنح من {issuer}",
        paper_earned_on: "مُنح بتاريخ {date}",
        stood_note: "تتبع هذه القوائم التواريخ الواردة في الاعتمادات.",
        stood_marks: "وتبيّن كل علامة حال الاعتماد حتى {date}، لا حاله آنذاك.",
    }
    counts {
        credentials_of { zero: "لا اعتمادات", one: "اعتماد واحد", two: "اعتمادان", few: "{n} اعتمادات", many: "{n} اعتمادًا", other: "{n} اعتماد" }
        credentials_here { zero: "لا اعتمادات في هذا الموقع", one: "اعتماد واحد في هذا الموقع", two: "اعتمادان في هذا الموقع", few: "{n} اعتمادات في هذا الموقع", many: "{n} اعتمادًا في هذا الموقع", other: "{n} اعتماد في هذا الموقع" }
        issued { zero: "لم تصدر بعد", one: "صدرت مرة واحدة", two: "صدرت مرتين", few: "صدرت {n} مرات", many: "صدرت {n} مرة", other: "صدرت {n} مرة" }
        further_withheld { zero: "{n} أخرى: لا تُذكر", one: "واحدة أخرى ({n}): لا تُذكر", two: "اثنتان أخريان ({n}): لا تُذكران", few: "{n} أخرى: لا تُذكر", many: "{n} أخرى: لا تُذكر", other: "{n} أخرى: لا تُذكر" }
        shown_by { zero: "لا اعتماد يثبتها بعد.", one: "يثبتها اعتماد واحد.", two: "يثبتها اعتمادان.", few: "تثبتها {n} اعتمادات.", many: "يثبتها {n} اعتمادًا.", other: "يثبتها {n} اعتماد." }
        skill_shown_by { zero: "{skill}: لا اعتماد يثبتها بعد.", one: "{skill}: يثبتها اعتماد واحد.", two: "{skill}: يثبتها اعتمادان.", few: "{skill}: تثبتها {n} اعتمادات.", many: "{skill}: يثبتها {n} اعتمادًا.", other: "{skill}: يثبتها {n} اعتماد." }
        steps_of { zero: "لا خطوات", one: "خطوة واحدة", two: "خطوتان", few: "{n} خطوات", many: "{n} خطوة", other: "{n} خطوة" }
        steps_done { zero: "{done} من {n} خطوة", one: "{done} من خطوة واحدة", two: "{done} من خطوتين", few: "{done} من {n} خطوات", many: "{done} من {n} خطوة", other: "{done} من {n} خطوة" }
        steps_any { zero: "أي {needed} من {n} خطوة", one: "أي {needed} من خطوة واحدة", two: "أي {needed} من خطوتين", few: "أي {needed} من {n} خطوات", many: "أي {needed} من {n} خطوة", other: "أي {needed} من {n} خطوة" }
        hours { zero: "{n} ساعة", one: "ساعة واحدة", two: "ساعتان", few: "{n} ساعات", many: "{n} ساعة", other: "{n} ساعة" }
        credit_points { zero: "{n} ساعة معتمدة", one: "ساعة معتمدة واحدة", two: "ساعتان معتمدتان", few: "{n} ساعات معتمدة", many: "{n} ساعة معتمدة", other: "{n} ساعة معتمدة" }
        tally { zero: "لا اعتمادات.", one: "اعتماد واحد.", two: "اعتمادان.", few: "{n} اعتمادات.", many: "{n} اعتمادًا.", other: "{n} اعتماد." }
        tally_claimed { zero: "لا اعتمادات.", one: "اعتماد واحد، إفادة ذاتية.", two: "اعتمادان، كلاهما إفادة ذاتية.", few: "{n} اعتمادات، كلها إفادات ذاتية.", many: "{n} اعتمادًا، كلها إفادات ذاتية.", other: "{n} اعتماد، كلها إفادات ذاتية." }
        tally_unsigned { zero: "لا اعتمادات.", one: "اعتماد واحد بلا توقيع.", two: "اعتمادان، كلاهما بلا توقيع.", few: "{n} اعتمادات، كلها بلا توقيع.", many: "{n} اعتمادًا، كلها بلا توقيع.", other: "{n} اعتماد، كلها بلا توقيع." }
        cv_more { zero: "و{n} أخرى على {address}", one: "وواحدة أخرى ({n}) على {address}", two: "واثنتان أخريان ({n}) على {address}", few: "و{n} أخرى على {address}", many: "و{n} أخرى على {address}", other: "و{n} أخرى على {address}" }
        cv_more_here { zero: "و{n} أخرى على الموقع", one: "وواحدة أخرى ({n}) على الموقع", two: "واثنتان أخريان ({n}) على الموقع", few: "و{n} أخرى على الموقع", many: "و{n} أخرى على الموقع", other: "و{n} أخرى على الموقع" }
        and_more { zero: "و{n} أخرى", one: "وواحدة أخرى ({n})", two: "واثنتان أخريان ({n})", few: "و{n} أخرى", many: "و{n} أخرى", other: "و{n} أخرى" }
        reworded { zero: "لم يوقّع أي من هذه الاعتمادات بنص سابق.", one: "اعتماد واحد من هذه الاعتمادات وُقّع بنص سابق، وصفحته تعرض نصه.", two: "اعتمادان من هذه الاعتمادات وُقّعا بنص سابق، وكل صفحة تعرض نصها.", few: "{n} من هذه الاعتمادات وُقّعت بنص سابق، وكل صفحة تعرض نصها.", many: "{n} من هذه الاعتمادات وُقّعت بنص سابق، وكل صفحة تعرض نصها.", other: "{n} من هذه الاعتمادات وُقّعت بنص سابق، وكل صفحة تعرض نصها." }
    }
    labels {
        label_badges { zero: "شارة", one: "شارة", two: "شارتان", few: "شارات", many: "شارة", other: "شارة" }
        label_issued { zero: "صادرة", one: "صادرة", two: "صادرتان", few: "صادرة", many: "صادرة", other: "صادرة" }
        label_listed { zero: "مدرجة", one: "مدرجة", two: "مدرجتان", few: "مدرجة", many: "مدرجة", other: "مدرجة" }
        label_revoked { zero: "ملغاة", one: "ملغاة", two: "ملغاتان", few: "ملغاة", many: "ملغاة", other: "ملغاة" }
    }
    tallies {
        tally_all { zero: "لا اعتمادات جرى التحقق منها بتاريخ {date}.", one: "اعتماد واحد، جرى التحقق منه بتاريخ {date}.", two: "اعتمادان، جرى التحقق من كليهما بتاريخ {date}.", few: "{n} اعتمادات، جرى التحقق منها جميعًا بتاريخ {date}.", many: "{n} اعتمادًا، جرى التحقق منها جميعًا بتاريخ {date}.", other: "{n} اعتماد، جرى التحقق منها جميعًا بتاريخ {date}." }
        tally_some { zero: "{credentials}؛ لم يجرِ التحقق من أي منها بتاريخ {date}.", one: "{credentials}؛ جرى التحقق من واحد منها بتاريخ {date}.", two: "{credentials}؛ جرى التحقق من اثنين منها بتاريخ {date}.", few: "{credentials}؛ جرى التحقق من {n} منها بتاريخ {date}.", many: "{credentials}؛ جرى التحقق من {n} منها بتاريخ {date}.", other: "{credentials}؛ جرى التحقق من {n} منها بتاريخ {date}." }
    }
    kinds {
        Achievement: "إنجاز", ApprenticeshipCertificate: "شهادة تلمذة مهنية", Assessment: "تقييم",
        Assignment: "واجب", AssociateDegree: "درجة الزمالة", Award: "جائزة", Badge: "شارة",
        BachelorDegree: "درجة البكالوريوس", Certificate: "شهادة", CertificateOfCompletion: "شهادة إتمام",
        Certification: "شهادة مهنية", CommunityService: "خدمة مجتمعية", Competency: "كفاية", Course: "مقرر",
        CoCurricular: "نشاط مصاحب للمنهج", Degree: "درجة علمية", Diploma: "دبلوم", DoctoralDegree: "درجة الدكتوراه",
        Fieldwork: "عمل ميداني", GeneralEducationDevelopment: "شهادة التعليم العام (GED)",
        JourneymanCertificate: "شهادة عامل ماهر", LearningProgram: "برنامج تعليمي", License: "ترخيص",
        Membership: "عضوية", ProfessionalDoctorate: "دكتوراه مهنية", QualityAssuranceCredential: "ضمان الجودة",
        MasterCertificate: "شهادة معلّم حرفة", MasterDegree: "درجة الماجستير", MicroCredential: "اعتماد مصغّر",
        ResearchDoctorate: "دكتوراه بحثية", SecondarySchoolDiploma: "شهادة الثانوية", Completed: "مكتمل",
        Enrolled: "مسجَّل", Failed: "لم يُجتز", InProgress: "قيد التقدم", OnHold: "متوقف مؤقتًا",
        Provisional: "مؤقت", Withdrew: "منسحب",
    }
}
