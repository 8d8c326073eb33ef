import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sampan.engines.identity.hashing import Stretches

rows = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@given(rows, rows)
def test_equal_stretches_and_only_they_have_equal_hashes(one, other):
    both = np.array(one + other, dtype=np.uint64)
    starts, ends = np.triu_indices(len(both) + 1)
    hashes = Stretches(both).hash(starts, ends).tolist()
    stretches = [tuple(both[start:end].tolist()) for start, end in zip(starts, ends, strict=True)]
    assert len(set(zip(stretches, hashes, strict=True))) == len(set(stretches)) == len(set(hashes))
