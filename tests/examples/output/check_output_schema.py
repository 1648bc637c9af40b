# SPDX-License-Identifier: BSL-1.0
"""check_output_schema.py ROOT NINES: what every question prints of every sample, by the schema.

JSON is valid by examples/output.schema.json, and says of objectives what the exit code says. CSV
has its columns, and as many figures as JSON has. JUnit is XML with a test case for each objective.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

import jsonschema
import yaml

COLUMNS = ["section", "entry", "table", "of", "item", "quantity", "value"]
QUESTIONS_OF = {"paths": ["availability"], "agreements": ["sla"], "budgets": ["budget"],
                "recovery": ["recovery"], "disaster": ["dr"], "chains": ["markov"],
                "pairs": ["failover"], "rollouts": ["strategies"]}
WITHOUT_A_SERVICE = [
    ["network", "examples/topologies/three_sites.csv", "--from", "Berlin", "--to", "Rome", "--group",
     "tunnel=99.9%"],
    ["network", "examples/topologies/five_nodes.txt", "--all", "--link", "99%", "--objective",
     "99.9%"],
    ["fabric", "--hosts", "60", "--link", "99.9%", "--switch", "99.9%"],
    ["fault-tree", "examples/fault_trees/pressure_tank.xml", "--samples", "100"],
    ["fault-tree", "examples/fault_trees/cooling_trains.xml", "--limit", "1e-9"],
    ["markov", "examples/models/pair.tra"],
    ["sla", "--mttf", "30 d", "--mttr", "15 min", "--objective", "99.95%", "--limit", "5%"],
    ["failover", "--mttf", "30 d", "--objective", "99.99%"],
    ["judge", "examples/rollouts/counts.txt", "--good", "0.05%", "--bad", "0.2%"],
    ["judge", "examples/rollouts/counts_beside.txt"],
    ["report", "examples/services/web_shop.yaml", "--what-if", "app.instances=3"],
    ["sla", "examples/services/web_shop.yaml", "--sweep", "app.instances=1..3"],
    ["availability", "examples/services/web_shop.yaml", "--given", "zone a down"],
]


def questions_on(file):
    sections = yaml.safe_load(file.read_text(encoding="utf-8"))
    yield ["report", str(file)]
    for section, questions in QUESTIONS_OF.items():
        for question in questions if section in sections else []:
            yield [question, str(file)]


def answer(nines, question, form):
    done = subprocess.run([nines, *question, "--format", form], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr


def verdict_of(document):
    if document["missed"]:
        return 1
    return 3 if document["undecided"] else 0


def faults_of(nines, validator, question):
    code, text, errors = answer(nines, question, "json")
    if code == 2:
        yield f"is refused: {errors}"
        return
    document = json.loads(text, object_pairs_hook=without_duplicates)
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is not None:
        yield f"is not valid: {'.'.join(map(str, error.path))}: {error.message}"[:300]
        return
    if code != verdict_of(document) or document["ok"] != (code == 0):
        yield f"exits with {code}, and is {verdict_of(document)}"
    rows = list(csv.reader(io.StringIO(answer(nines, question, "csv")[1])))
    if rows[0] != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        yield "has other columns in CSV"
    xml_text = answer(nines, question, "junit")[1]
    cases = xml.etree.ElementTree.fromstring(xml_text).iter("testcase")
    if len(list(cases)) != len(document["objectives"]):
        yield "has other test cases in JUnit"


def without_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key stands twice among {keys}")
    return dict(pairs)


def main(root, nines):
    schema = json.loads((root / "examples/output.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    samples = sorted(file for file in (root / "examples").rglob("*")
                     if file.suffix in (".yaml", ".json") and ".schema" not in file.name)
    asked = [q for file in samples for q in questions_on(file)] + WITHOUT_A_SERVICE
    faults = [f"nines {' '.join(q)}: {fault}"
              for q in asked for fault in faults_of(nines, validator, q)]
    print(*faults, f"{len(asked)} answers, {len(faults)} faults", sep="\n")
    return 1 if faults or len(asked) < 60 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
