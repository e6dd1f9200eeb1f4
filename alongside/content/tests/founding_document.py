"""The words of the founding document, as it writes them: what the editions must quote."""

TITLES: dict[str, list[str]] = {
    "chime-2011": [
        "Connectedness",
        "Hope and optimism about the future",
        "Identity",
        "Meaning in life",
        "Empowerment",
    ],
    "core-values-psychiatrists-2017": [],
    "cost-effective-service-2017": [
        "Peer Support Workers (50%?)",
        "Treatments(medical and psychological for both mental and physical health)",
        "Recovery College(s)",
        "Employment (IPS)",
        "Housing",
        "Social integration, local anti-stigma",
        "Specialist teams (EI, crisis teams)",
        "Inpatient wards (‘No Force First’, Joint Crisis planning)",
        "Family support",
        "Money (PHBs, welfare advice)",
    ],
    "curriculum-medical-2014": [
        "Engaging with knowledge and skills for all recovery oriented practitioners",
        "Recovery and realism: open to all?",
        "Promoting recovery for people detained under the Mental Health Act",
        "Reconsidering risk and safety",
        "Medication management and supported decision making",
        "Tracking progress – evaluation and outcome measures",
        "Continuing professional development: supports and resources",
        "Practitioners in context: participating in organisational change",
        "Practitioners in context: participating in societal and cultural change",
    ],
    "curriculum-skills-2014": [
        "Creating a hospitable and welcoming environment",
        "Supporting self management",
        "Building on strengths and working to personal goals",
        "Enabling self direction and control: personalisation and personal budgets",
        "Working with peer support",
        "Developing recovery education for personal recovery",
        "Bringing it all together: recovery-oriented care planning",
        "Developing natural supports and promoting community participation",
    ],
    "curriculum-understanding-2014": [
        "Understanding the origins and guiding principles of recovery",
        "Personal reflections on recovery – what have you learned from your own experience?",
        "Reflections on personal recovery – what can we learn from recovery narratives?",
        "Personal approaches to distress - culturally appropriate and trauma informed care",
        "The importance of language that enables and supports recovery",
        "Concerns and challenges to ‘recovery approaches’",
    ],
    "every-interaction-2017": [
        (
            "Supports service users in the pursuit of their personal life goals, maintaining a "
            "consistent belief that they are possible"
        ),
        "Builds on their strengths, rather than listing their problems",
        "Respects their knowledge and expertise as different, but valued",
        "Uses educational approaches, as well as therapeutic models",
        (
            "Increases their opportunities for employment, education and community integration – using "
            "existing networks wherever possible"
        ),
    ],
    "four-shifts-2017": [
        "From: centring on illness and diagnosis To: relationships with people, choice and preference",
        (
            "From: focus on treatment and interventions To: education and enabling people to discover "
            "what works best for them"
        ),
        ("From: authorities and experts who are ‘on top’ To: mentors, guides, peers and coaches who are ‘on tap’"),
        (
            "From: an narrow focus on Clinical Recovery and symptomatic improvement To: a broad focus on "
            "Personal Recovery and gaining a satisfactory life as evaluated by people themselves"
        ),
    ],
    "good-experience-2015": [
        "people focused",
        "promotes independence and autonomy",
        "provides choice and control",
        "based on a collaborative team philosophy",
        "takes into account people’s needs and views",
        "builds relationships with family members",
        "care should be holistic and so includes a spiritual, pastoral and religious dimension",
        "requires both safe and effective care",
    ],
    "hope-agency-opportunity-2017": [
        "Hope",
        "Agency",
        "Opportunity",
    ],
    "person-centred-elements-2013": [
        "Affording people dignity, compassion and respect",
        "Offering coordinated care, support or treatment",
        "Offering personalised care, support or treatment",
        (
            "Supporting people to recognise and develop their own strengths and abilities to enable them "
            "to live an independent and fulfilling life"
        ),
    ],
    "person-centred-umbrella-2017": [
        "Shared decision making",
        "Self-management support",
        "Co-production",
        "Personal Recovery",
        "Values-based practice",
        "Human rights",
        "Ethics and Philosophy",
        "Social Inclusion",
        "Compassion, Empathy, Kindness",
        "Spirituality",
        "Reflective Practice",
        "Patient Narratives",
        "Formulation Skills",
    ],
    "pro-recovery-interventions-2014": [
        "Advance Directives",
        "Wellness Recovery Action Plans",
        "Illness management and Recovery",
        "REFOCUS",
        "Strengths model",
        "Supported Employment Individual Placement and Support",
        "Supported Housing",
        "Mental Health Trialogues",
        "Peer Support Workers",
        "Recovery Colleges/Recovery Education Programmes",
    ],
    "psychiatry-training-2017": [
        "Create a curriculum that is ‘person-centred’",
        (
            "To include in the curriculum competencies related to Person Centred Care, including shared "
            "decision making, self-directed support, co-production, collaborative care and support "
            "planning"
        ),
        (
            "To include in the curriculum competencies related to broader aspects of Person Centred Care "
            "(ethics, human rights, social inclusion etc)"
        ),
        (
            "Strengthen the role of users of services in planning and delivering MRCPsych courses and "
            "supplementary skills training"
        ),
        ("Include users of services in planning and delivering MRCPsych courses and supplementary skills training"),
        (
            "Create guidelines and standards for course organisers for working with users of services in "
            "the teaching for the MRCPsych courses"
        ),
        (
            "Promote the involvement of trainees in Recovery Education Colleges or related opportunities "
            "in their local areas"
        ),
    ],
    "recovery-practice-2011": [
        "Seeing beyond ‘service user’",
        "Service user rights",
        "Social inclusion",
        "Meaningful occupation",
        "Recovery vision",
        "Workplace support structures",
        "Quality improvement",
        "Care pathway",
        "Workforce planning",
        "Individuality",
        "Informed choice",
        "Peer support",
        "Strengths focus",
        "Holistic approach",
        "Partnerships",
        "Inspiring hope",
    ],
    "ten-challenges-2009": [
        "Changing the nature of day-to-day interactions and the quality of experience",
        "Delivering comprehensive, user-led education and training programmes",
        "Establishing a ‘Recovery Education Unit’ to drive the programmes forward",
        "Ensuring organisational commitment, creating the ‘culture’",
        "Increasing ‘personalisation’ and choice",
        "Changing the way we approach risk assessment and management",
        "Redefining user involvement",
        "Transforming the workforce",
        "Supporting staff in their recovery journey",
        "Increasing opportunities for building a life ‘beyond illness’ (e.g. IPS)",
    ],
    "ten-challenges-2017": [
        "Changing the nature of day-to-day interactions and the quality of experience",
        (
            "Coproduced Recovery focused learning and development opportunities are available for all "
            "staff working in services"
        ),
        (
            "Coproduced, Recovery focused learning opportunities are available for everyone using the "
            "service where people with mental health conditions, the staff and families who support them "
            "and others in local communities can share expertise and learn together"
        ),
        "Recovery focused leadership at every level and a culture of Recovery",
        "Increasing personalization and choice",
        (
            "Reducing restrictive practice; changing conceptions of risk as something to be avoided "
            "towards working together to improve safety"
        ),
        (
            "User involvement is replaced by fully resourced coproduction so that the views, experiences "
            "and aspirations of people using services and their family members are accorded the same "
            "value as the views of staff in the organisation"
        ),
        "Transforming the workforce",
        "Supporting staff in their recovery journey",
        ("Prioritisation of life goals (full citizenship and community integration) in all care planning processes"),
    ],
    "ten-top-tips-2008": [
        "actively listen to help the person make sense of their mental health problems?",
        "help the person identify and prioritise their personal goals for recovery",
        "demonstrate a belief in the person’s existing strengths and resources?",
        "identify examples from my own ‘lived experience’ which inspires and validates their hopes?",
        (
            "pay particular attention to the importance of goals which enable the person actively to "
            "contribute to the lives of others?"
        ),
        "identify non-mental health resources relevant to the achievement of their goals?",
        "encourage self-management?",
        (
            "discuss what the person wants in terms of therapeutic interventions, respecting their "
            "wishes wherever possible?"
        ),
        (
            "behave at all times so as to convey an attitude of respect for the person and a desire for "
            "an equal partnership, indicating a willingness to ‘go the extra mile’?"
        ),
        (
            "while accepting that the future is uncertain continue to express support for the "
            "possibility of achieving these self-defined goals – maintaining hope and positive "
            "expectations?"
        ),
    ],
    "three-areas-2017": [
        "Practice – staff and professional training",
        "Service Organisation and Delivery",
        "Culture of Services",
    ],
}

DOMAINS = {
    "Promoting citizenship": [
        "Seeing beyond ‘service user’",
        "Service user rights",
        "Social inclusion",
        "Meaningful occupation",
    ],
    "Organisational commitment": [
        "Recovery vision",
        "Workplace support structures",
        "Quality improvement",
        "Care pathway",
        "Workforce planning",
    ],
    "Supporting personally defined recovery": [
        "Individuality",
        "Informed choice",
        "Peer support",
        "Strengths focus",
        "Holistic approach",
    ],
    "Working relationship": [
        "Partnerships",
        "Inspiring hope",
    ],
}
