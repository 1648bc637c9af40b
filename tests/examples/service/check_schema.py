# SPDX-License-Identifier: BSL-1.0
"""check_schema.py ROOT: examples/service.schema.json against the files of this tree.

Every sample is valid, and so is every test's input that a question answers. Invalid is each input
that is refused for its structure, as its expected complaint says: a key that is unknown or
missing, a map, a list or a value in place of another, nothing where something must be. What one
question alone needs, or one kind of another key's value, is no part of the schema.
"""
import pathlib
import re
import sys

import jsonschema
import yaml

STRUCTURAL = re.compile(
    r"^[^:]+:\d+:\d+: [^:]+: (unknown key|must be a (map|list|single value)|must not be empty"
    r"|has no value|needs the keys? [a-z_]+(, [a-z_]+)*( and [a-z_]+)?\s*$)")


def complaint_on(validator, file):
    """Why a file is not valid; None of a valid one."""
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return None if error is None else f"{'.'.join(map(str, error.path))}: {error.message}"[:200]


def inputs_below(folder, is_bad):
    for ending in ("*.yaml", "*.json"):
        for file in sorted(folder.rglob(ending)):
            parts = file.relative_to(folder).parts
            if "expected" not in parts and ("bad" in parts) == is_bad:
                if not file.name.endswith(".schema.json"):
                    yield file


def main(root):
    validator_class = jsonschema.Draft202012Validator
    schema = yaml.safe_load((root / "examples/service.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    faults, valid, invalid = [], 0, 0
    for folder in (root / "examples", root / "tests/examples"):
        for file in inputs_below(folder, False):
            valid += 1
            if (why := complaint_on(validator, file)) is not None:
                faults.append(f"{file}: must be valid: {why}")
    for file in inputs_below(root / "tests/examples", True):
        expected = file.parent.parent / "expected" / (file.stem + ".err")
        if not expected.exists() or not STRUCTURAL.match(expected.read_text(encoding="utf-8")):
            continue
        invalid += 1
        if complaint_on(validator, file) is None:
            faults.append(f"{file}: must not be valid: {expected.read_text(encoding='utf-8')}")
    print(*faults, f"{valid} valid files, {invalid} invalid ones, {len(faults)} faults", sep="\n")
    return 1 if faults or valid < 50 or invalid < 20 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
