"""Which drawings are cats, which are not, and which are left out."""

# Noto's names for the cats; every set has most of them.
CATS = """
    black-cat cat cat-face cat-with-tears-of-joy cat-with-wry-smile crying-cat
    grinning-cat grinning-cat-with-smiling-eyes kissing-cat pouting-cat
    smiling-cat-with-heart-eyes weary-cat
    """

# Of "Animals & Nature": big cats are in neither class, the others are no animals.
LEFT_OUT = """
    leopard lion paw-prints tiger tiger-face
    blossom bouquet cactus cherry-blossom coral deciduous-tree empty-nest
    evergreen-tree fallen-leaf feather four-leaf-clover herb hibiscus hyacinth
    leaf-fluttering-in-wind leafless-tree lotus maple-leaf microbe mushroom
    nest-with-eggs palm-tree pig-nose potted-plant rose rosette seedling shamrock
    sheaf-of-rice spider-web spiral-shell sunflower tulip white-flower wilted-flower
    wing
    """

KINDS = {
    "Animals & Nature": "animal",
    "Objects": "object",
    "Food & Drink": "food",
    "Smileys & Emotion": "smiley",
}

# Drawings that are the same but for their name, or for their colour.
SAME_DRAWING = {
    ("fluent", "grinning-cat"): "cat-face",
    ("fluent", "black-cat"): "cat",
    ("twemoji", "black-cat"): "cat",
}

CLIP_ART = {
    "cat": """
        animals/mammals/cartoon_cat_gerald_g._01
        animals/mammals/housecats/gattina_cat_architetto_f_01
        animals/mammals/housecats/gatto_cat_architetto_fra_01
        animals/mammals/housecats/gatto_cat_architetto_fra_02
        animals/mammals/housecats/gatto_cat_architetto_fra_03
        animals/mammals/housecats/gatto_cat_architetto_fra_04
        animals/mammals/housecats/kitten_gerald_g._01
        animals/mammals/housecats/le_mie_tigri_preferite_a_01
        animals/mammals/housecats/sleeping_cat_ron_golan_01
        """,
    "animal": """
        animals/birds/gallo_di_profilo_archite_01
        animals/birds/gufo_civetta_architetto__01
        animals/birds/puffin-md
        animals/mammals/antilope_architetto_fran_01
        animals/mammals/canguro_architetto_franc_01
        animals/mammals/coniglio_architetto_fran_01
        animals/mammals/contour_fox
        animals/mammals/contour_hamster
        animals/mammals/dogs/beagle_copper_ganson
        animals/mammals/dogs/black_lab_ganson
        animals/mammals/dogs/bobi_architetto_francesc_01
        animals/mammals/goat_nicu_buculei_01
        animals/mammals/happy_monkey_benji_park_01
        animals/mammals/horses/cavallo_architetto_franc_05
        animals/mammals/pecora_architetto_france_01
        animals/mammals/pig_marcelo_caiafa1
        animals/mammals/raccoon_ganson
        animals/mammals/topo_architetto_francesc_01
        animals/mammals/vacca_pezzata_rossa_val_01
        animals/seal_sek_
        """,
    "object": """
        tools/broom_nicu_buculei_01
        tools/bussola_architetto_franc_01
        tools/calamita_architetto_fran_01
        tools/digital_camera_nicu_bucu_01
        tools/hurricane_lamp_ganson
        tools/lampada_di_aladino_alad_01
        tools/pencil_benji_park_01
        tools/tools_nicu_buculei_01
        tools/umbrella
        tools/utensile_sega_architetto_01
        """,
    "food": """
        food/beverages/teapot_ganson
        food/desserts/birthday_cake
        food/desserts/cone2_ganson
        food/desserts/pie_cherry
        food/fruit/cherries
        food/fruit/pineapple
        food/fruit/strawberry
        food/meats_and_eggs/hamburger_ganson
        """,
    "smiley": """
        people/smilies/smiley007
        people/smilies/smiley102
        people/smilies/smiley107
        people/smilies/smiley110
        people/smilies/smiley116
        people/smilies/smiley_nicolas_01
        """,
}


def kind_of(name: str, category: str) -> str:
    """`cat`, `animal`, `object`, `food`, `smiley`, or nothing for what is left out.

    `name` is Noto's name of an emoji, with Noto's category, or the path of clip art.
    """
    for clip_art_kind, paths in CLIP_ART.items():
        if name in paths.split():
            return clip_art_kind
    if name in CATS.split():
        return "cat"
    kind = KINDS.get(category, "")
    faceless = kind == "smiley" and "face" not in name
    return "" if faceless or name in LEFT_OUT.split() else kind
