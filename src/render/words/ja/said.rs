//! Japanese: sentences of which parts are set apart, what depends on a number, and kinds of achievements.

super::super::table::said! {
    lines {
        as_of: "{date}時点",
        checked_as_of: "各証明書のページには、{date}時点で確認できたことと、できなかったことが記されています。",
        step_earned: "{date}取得",
        earned_from_on: "{holder}さんは、{date}に{issuer}の「{title}」を取得しました。",
        earned_from: "{holder}さんは、{issuer}の「{title}」を取得しました。",
        earned_on: "{holder}さんは、{date}に「{title}」を取得しました。",
        earned_title: "{holder}さんは、「{title}」を取得しました。",
        was_earned_from_on: "{date}に{issuer}の「{title}」が取得されました。",
        was_earned_from: "{issuer}の「{title}」が取得されました。",
        was_earned_on: "{date}に「{title}」が取得されました。",
        was_earned: "「{title}」が取得されました。",
        states_from_on: "{holder}の申告：{title}、{issuer}、{date}。",
        states_from: "{holder}の申告：{title}、{issuer}。",
        states_on: "{holder}の申告：{title}、{date}。",
        states: "{holder}の申告：{title}。",
        paper_from_on: "{date}　{issuer}",
        paper_from: "{issuer}",
        paper_on: "{date}",
        paper_earned_from_on: "{date}取得　{issuer}",
        paper_earned_from: "{issuer}より取得",
        paper_earned_on: "{date}取得",
        stood_note: "この一覧は証明書に記された日付によります。",
        stood_marks: "各印は{date}時点の状態を示すもので、当時の状態ではありません。",
    }
    counts {
        credentials_of { other: "証明書{n}件" }
        credentials_here { other: "このサイトの証明書{n}件" }
        issued { other: "{n}件発行" }
        further_withheld { other: "ほか{n}件：非公表" }
        shown_by { other: "{n}件の証明書が示しています。" }
        skill_shown_by { other: "{skill}：{n}件の証明書が示しています。" }
        steps_of { other: "{n}段階" }
        steps_done { other: "{n}段階のうち{done}段階" }
        steps_any { other: "{n}段階のうち任意の{needed}段階" }
        hours { other: "{n}時間" }
        credit_points { other: "{n}単位" }
        tally { other: "証明書{n}件。" }
        tally_claimed { other: "証明書{n}件、すべて自己申告。" }
        tally_unsigned { other: "証明書{n}件、すべて署名なし。" }
        cv_more { other: "ほか{n}件：{address}" }
        cv_more_here { other: "ほか{n}件はサイトにあります" }
        and_more { other: "ほか{n}件" }
        reworded { other: "このうち{n}件は以前の文面で署名されています。それぞれのページには、署名された文面が表示されます。" }
    }
    labels {
        label_badges { other: "バッジ" }
        label_issued { other: "発行" }
        label_listed { other: "掲載" }
        label_revoked { other: "取り消し" }
    }
    tallies {
        tally_all { other: "証明書{n}件、すべて検証済み（{date}時点）。" }
        tally_some { other: "{credentials}、うち{n}件が検証済み（{date}時点）。" }
    }
    kinds {
        Achievement: "成果", ApprenticeshipCertificate: "見習い修了証", Assessment: "評価", Assignment: "課題",
        AssociateDegree: "準学士", Award: "賞", Badge: "バッジ", BachelorDegree: "学士", Certificate: "証書",
        CertificateOfCompletion: "修了証", Certification: "資格認定", CommunityService: "地域奉仕活動", Competency: "能力",
        Course: "科目", CoCurricular: "正課外活動", Degree: "学位", Diploma: "ディプロマ", DoctoralDegree: "博士",
        Fieldwork: "実地調査", GeneralEducationDevelopment: "一般教育修了認定（GED）", JourneymanCertificate: "職人資格証",
        LearningProgram: "学習プログラム", License: "免許", Membership: "会員資格", ProfessionalDoctorate: "専門職博士",
        QualityAssuranceCredential: "質保証", MasterCertificate: "マイスター資格証", MasterDegree: "修士",
        MicroCredential: "マイクロクレデンシャル", ResearchDoctorate: "研究博士", SecondarySchoolDiploma: "中等教育修了証",
        Completed: "修了", Enrolled: "在籍中", Failed: "不合格", InProgress: "履修中", OnHold: "休止中", Provisional: "暫定",
        Withdrew: "中途取りやめ",
    }
}
