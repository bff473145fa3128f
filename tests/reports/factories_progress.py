"""A progress report of any length in six languages, with figures that have something to count."""

from datetime import UTC, date, datetime
from itertools import cycle, islice
from typing import Any

from meetings.enums import MeetingState
from poa_portal.common.languages import CODES, column
from poa_portal.library.enums import TopicKind
from reports.enums import Block
from reports.models import Revision
from tests import factories

TITLES = {
    "ar": "التقرير المرحلي السنوي لعام 2026",
    "zh-hans": "2026年年度进展报告",
    "en": "Annual progress report 2026",
    "fr": "Rapport d’activité annuel 2026",
    "ru": "Ежегодный доклад о ходе работы за 2026 год",
    "es": "Informe anual sobre los progresos 2026",
}
SECTIONS = [
    {
        "ar": "استعراض عام",
        "zh-hans": "概述",
        "en": "Overview",
        "fr": "Aperçu général",
        "ru": "Общий обзор",
        "es": "Panorama general",
    },
    {
        "ar": "التهديدات القائمة والمحتملة",
        "zh-hans": "现有和潜在威胁",
        "en": "Existing and potential threats",
        "fr": "Menaces existantes et potentielles",
        "ru": "Существующие и потенциальные угрозы",
        "es": "Amenazas existentes y potenciales",
    },
    {
        "ar": "بناء القدرات",
        "zh-hans": "能力建设",
        "en": "Capacity-building",
        "fr": "Renforcement des capacités",
        "ru": "Наращивание потенциала",
        "es": "Creación de capacidad",
    },
]
PARAGRAPHS: list[dict[str, str]] = [
    {
        "ar": "أعادت الدول تأكيد أن القانون الدولي، ولا سيما ميثاق الأمم المتحدة، ينطبق على استخدام تكنولوجيا المعلومات والاتصالات، وأنه أساسي لصون السلام والأمن والاستقرار ولتعزيز بيئة مفتوحة وآمنة ومستقرة ومتاحة للجميع وسلمية. وذكّرت الدول بالوثيقة A/80/257 وبالإطار التراكمي الذي ترسيه.",
        "zh-hans": "各国重申，国际法特别是《联合国宪章》适用于信息和通信技术的使用，对于维护和平、安全与稳定以及促进开放、安全、稳定、无障碍与和平的信息和通信技术环境至关重要。各国回顾A/80/257号文件及其确立的累积性框架。",
        "en": "States reaffirmed that international law, and in particular the Charter of the United Nations, applies to the use of information and communications technologies and is essential to maintaining peace, security and stability and to promoting an open, secure, stable, accessible and peaceful environment. They recalled document A/80/257 and the cumulative framework that it sets out.",
        "fr": "Les États ont réaffirmé que le droit international, et en particulier la Charte des Nations Unies, s’applique à l’utilisation des technologies de l’information et des communications et qu’il est essentiel au maintien de la paix, de la sécurité et de la stabilité ainsi qu’à la promotion d’un environnement ouvert, sûr, stable, accessible et pacifique. Ils ont rappelé le document A/80/257 et le cadre cumulatif qui y est énoncé.",
        "ru": "Государства вновь подтвердили, что международное право, и в частности Устав Организации Объединенных Наций, применимо к использованию информационно-коммуникационных технологий и имеет существенно важное значение для поддержания мира, безопасности и стабильности и для формирования открытой, безопасной, стабильной, доступной и мирной среды. Они сослались на документ A/80/257 и изложенную в нем кумулятивную рамочную основу.",
        "es": "Los Estados reafirmaron que el derecho internacional, y en particular la Carta de las Naciones Unidas, es aplicable al uso de las tecnologías de la información y las comunicaciones y es esencial para mantener la paz, la seguridad y la estabilidad y para promover un entorno abierto, seguro, estable, accesible y pacífico. Recordaron el documento A/80/257 y el marco acumulativo que en él se establece.",
    },
    {
        "ar": "وتناولت المناقشات ما يلي:\n(أ) حماية الهياكل الأساسية الحيوية والخدمات المقدمة إلى الجمهور؛\n(ب) التعاون بين أفرقة الاستجابة للطوارئ الحاسوبية؛\n(ج) دليل جهات الاتصال العالمي الحكومي الدولي.",
        "zh-hans": "讨论涉及以下方面：\n(a) 保护关键基础设施和向公众提供的服务；\n(b) 计算机应急小组之间的合作；\n(c) 全球政府间联络点名录。",
        "en": "The discussions addressed the following:\n(a) The protection of critical infrastructure and of services to the public;\n(b) Cooperation among computer emergency response teams;\n(c) The global, intergovernmental points of contact directory.",
        "fr": "Les débats ont porté sur les points suivants :\n(a) La protection des infrastructures critiques et des services fournis au public ;\n(b) La coopération entre équipes d’intervention informatique d’urgence ;\n(c) Le répertoire mondial et intergouvernemental de points de contact.",
        "ru": "Обсуждались следующие вопросы:\n(a) защита критически важной инфраструктуры и услуг, предоставляемых населению;\n(b) сотрудничество между группами экстренного реагирования на компьютерные инциденты;\n(c) глобальный межправительственный реестр контактных пунктов.",
        "es": "En los debates se abordaron las cuestiones siguientes:\n(a) La protección de la infraestructura crítica y de los servicios prestados al público;\n(b) La cooperación entre los equipos de respuesta a emergencias informáticas;\n(c) El directorio mundial e intergubernamental de puntos de contacto.",
    },
    {
        "ar": "وأحاطت الدول علماً مع التقدير بمساهمات أصحاب المصلحة، وأشارت إلى أن مشاركة المنظمات غير الحكومية والأوساط الأكاديمية والقطاع الخاص تثري المناقشات ذات الطابع الحكومي الدولي.",
        "zh-hans": "各国赞赏地注意到利益攸关方的投入，并指出非政府组织、学术界和私营部门的参与丰富了政府间讨论。",
        "en": "States took note with appreciation of the inputs of stakeholders and observed that the participation of non-governmental organizations, academia and the private sector enriches discussions that are intergovernmental in nature.",
        "fr": "Les États ont pris note avec satisfaction des contributions des parties prenantes et ont fait observer que la participation des organisations non gouvernementales, des milieux universitaires et du secteur privé enrichissait des débats de nature intergouvernementale.",
        "ru": "Государства с признательностью приняли к сведению материалы заинтересованных сторон и отметили, что участие неправительственных организаций, научных кругов и частного сектора обогащает обсуждения, носящие межправительственный характер.",
        "es": "Los Estados tomaron nota con aprecio de las aportaciones de las partes interesadas y observaron que la participación de las organizaciones no gubernamentales, el mundo académico y el sector privado enriquecía unos debates de carácter intergubernamental.",
    },
]
NEXT_STEP = {
    "ar": "تواصل الدول تبادل الآراء بشأن التدابير المنسقة في الدورة الموضوعية المقبلة.",
    "zh-hans": "各国在下一届实质性会议上继续就协调一致的措施交换意见。",
    "en": "States continue exchanging views on coordinated measures at the next substantive plenary session.",
    "fr": "Les États poursuivent leurs échanges de vues sur des mesures coordonnées à la prochaine session plénière de fond.",
    "ru": "Государства продолжат обмен мнениями о согласованных мерах на следующей основной пленарной сессии.",
    "es": "Los Estados seguirán intercambiando opiniones sobre medidas coordinadas en el próximo período de sesiones sustantivo.",
}
GROUPS = [
    ("private-sector", {"ar": "القطاع الخاص", "zh-hans": "私营部门", "en": "Private sector", "fr": "Secteur privé", "ru": "Частный сектор", "es": "Sector privado"}, 5),
    ("technical-community", {"ar": "الأوساط التقنية", "zh-hans": "技术界", "en": "Technical community", "fr": "Communauté technique", "ru": "Техническое сообщество", "es": "Comunidad técnica"}, 2),
    ("civil-society-academia", {"ar": "المجتمع المدني والأوساط الأكاديمية", "zh-hans": "民间社会和学术界", "en": "Civil society and academia", "fr": "Société civile et milieux universitaires", "ru": "Гражданское общество и научные круги", "es": "Sociedad civil y mundo académico"}, 4),
]  # fmt: skip


def make_report(*, paragraphs_per_section: int = 3, sections: int = 3, slug: str = "progress-2026") -> Revision:
    """A report being drafted and its zero draft; 110 paragraphs in each of three sections make about 40 pages."""
    body = factories.BodyFactory()
    report = factories.ProgressReportFactory(body=body, slug=slug, **_columns("title", TITLES))
    revision = factories.RevisionFactory(report=report)
    numbers = {"text": 0, "figure": 0}
    for place, names in enumerate(islice(cycle(SECTIONS), sections)):
        letter = chr(65 + place)
        pillar = factories.TopicFactory(
            kind=TopicKind.PILLAR, key=f"{slug}-{letter.lower()}", **_columns("title", names)
        )
        section = factories.SectionFactory(
            report=report, letter=letter, position=place, pillar=pillar, **_columns("title", names)
        )
        _fill(revision, section, paragraphs_per_section, numbers)
    return revision


def something_to_count(report: Any) -> None:
    """Published inputs of three groups, a meeting held and two documents in the report's period."""
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC)
    meeting = factories.MeetingFactory(
        body=report.body, starts_on=date(2026, 3, 30), ends_on=date(2026, 3, 31), state=MeetingState.PUBLISHED
    )
    call = factories.CallFactory(meeting=meeting)
    for key, names, count in GROUPS:
        group = factories.TallyGroupFactory(key=key, **_columns("name", names))
        category = factories.CategoryFactory(key=key, tally_group=group)
        for _ in range(count):
            owner = factories.OrganisationFactory(category=category)
            factories.WrittenInputFactory(call=call, owner=owner, submitted_at=moment, published_at=moment)
    factories.DocumentFactory.create_batch(2, date=date(2026, 4, 1))


def _fill(revision: Revision, section: Any, count: int, numbers: dict[str, int]) -> None:
    blocks = [*((Block.TEXT, words) for words in islice(cycle(PARAGRAPHS), count))]
    if section.position % 3 == 0:
        blocks += [(Block.INPUT_TALLY, {}), (Block.MEETINGS, {})]
    blocks += [(Block.NEXT_STEP, NEXT_STEP)] * 2
    for position, (block, words) in enumerate(blocks):
        series = "figure" if block in {Block.INPUT_TALLY, Block.MEETINGS} else "text"
        numbers[series] += 1
        factories.ParagraphTextFactory(
            revision=revision,
            section=section,
            block=block,
            position=position,
            number=numbers[series],
            **(_columns("text", words) if words else {"text": ""}),
        )


def _columns(field: str, words: dict[str, str]) -> dict[str, str]:
    return {field: words["en"], **{column(field, code): words[code] for code in CODES}}
