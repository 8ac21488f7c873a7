"""What the components' tests share: a folder to persist in, and a few examples of their own."""

import shutil
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

EXAMPLES = {
    "greet": "përshëndetje|tung|mirëdita|si jeni|zdravo|dobar dan|ћао|pozdrav|hello|hi there|good morning|hey",
    "ask_station": "ku është stacioni i policisë|ku osht stacioni|stacioni më i afërt|ku e kam policinë"
    "|gde je policijska stanica|где је станица|najbliža stanica|kako da nađem stanicu"
    "|where is the police station|nearest station please|how do i find the station|police station near me",
    "report_theft": "ma kanë vjedhur veturën|dikush ma vodhi telefonin|më kanë plaçkitur|hajnat ma kan marr kuletën"
    "|ukrali su mi auto|украден ми је телефон|neko mi je ukrao novčanik|opljačkali su me"
    "|my car was stolen|somebody stole my phone|a thief took my wallet|i was robbed",
    "emergency": "ndihmë më sulmojnë|po më rreh tani|ejani shpejt jam në rrezik|ka armë e po gjuan"
    "|upomoć napadaju me|туче ме сада|dođite brzo u opasnosti sam|puca ovde"
    "|help i am being attacked|he is beating me now|come quickly i am in danger|somebody is shooting here",
    "thank": "faleminderit|flm shumë|ju falënderoj|rrofshi|hvala|хвала лепо|hvala puno|zahvaljujem"
    "|thanks|thank you very much|many thanks|i am grateful",
    "talk_to_officer": "dua të flas me një zyrtar|më lidhni me polic|du me fol me njeri|zyrtar ju lutem"
    "|hoću da pričam sa policajcem|позовите службеника|spojite me sa čovekom|službenik molim"
    "|let me talk to an officer|connect me with a person|i want a human|officer please",
}


@pytest.fixture(scope="module")
def training_data() -> TrainingData:
    """Six meanings in three languages, four messages each, as Rasa hands them to a component."""
    return TrainingData(
        [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts.split("|")]
    )


@pytest.fixture(scope="module")
def storage_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the storage has its files."""
    return tmp_path_factory.mktemp("storage")


@pytest.fixture(scope="module")
def storage(storage_folder: Path) -> ModelStorage:
    """What components keep in it is there for the whole module: learning takes seconds."""
    return LocalModelStorage.create(storage_folder)


@pytest.fixture
def spoiled(storage_folder: Path, tmp_path: Path) -> ModelStorage:
    """A copy of the storage that a test may damage."""
    shutil.copytree(storage_folder, tmp_path, dirs_exist_ok=True)
    return LocalModelStorage.create(tmp_path)


@pytest.fixture(scope="module")
def context() -> ExecutionContext:
    """The place of a component in a graph."""
    return ExecutionContext(GraphSchema({}), node_name="component")
