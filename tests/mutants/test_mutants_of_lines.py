import ast

import mutants_of_lines as mutants

SOUND = "def f(a, b):\n    if a < 1 and not b:\n        return a + 2\n    return b\n"


def test_each_mutant_differs_from_the_module_in_one_place():
    tree = ast.parse(SOUND)
    texts = [ast.unparse(mutant) for _, _, mutant in mutants.broken(tree)]
    assert ast.unparse(tree) not in texts
    assert len(set(texts)) == len(texts) == 9
    assert all(compile(text, "mutant", "exec") for text in texts)


def test_every_folder_that_is_broken_has_its_tests():
    for folder, tests in mutants.TESTS.items():
        assert (mutants.PACKAGE / folder).is_dir()
        assert all((mutants.ROOT / "tests" / test).is_file() for test in tests)


def test_a_sample_is_the_same_for_the_same_seed():
    first, again = (
        [mutant[:3] for mutant in mutants.sample("checking/kept", 5, 3)] for _ in range(2)
    )
    assert first == again
    assert len(first) == 5
