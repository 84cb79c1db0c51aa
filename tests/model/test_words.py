"""Words as written, and the texts they stand in or do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.model.words import find_words, fold_words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("元宇宙产业规模突破3500亿元。", "突破3500亿元"),
        ("元宇宙产业规模突破３５００亿元。", "突破3500 亿元"),
        ("规模\n突破 3500\u3000亿元", "规模突破3500亿元"),
        ("最高给予**100万元**租房补贴", "给予100万元租房"),
        ("最高给予100万元租房补贴", "**100万元**"),
        ("a `rent` of \\*50\\* %", "rent of 50%"),
        ("will EXCEED 350\nbillion yuan", "exceed 350 billion yuan"),
        ("the “14th Five-Year Plan”", '"14th Five‑Year Plan"'),
        ("「十四五」规划", "“十四五”规划"),
        ("people’s livelihood", "people's livelihood"),
        ("对（50%，70%，100%）进行", "(50%,70%,100%)"),
        ("面积\u200b400平方米", "面积400平方米"),
        ("①10家企业", "10家企业"),
        ("① 百项应用", "百项应用"),
        ("2022年 10家", "10家"),
        ("in 2022 10 firms", "10 firms"),
        ("培育3个千亿企业", "千亿企业"),
        ("打造100家、10家", "10家"),
        ("一体化和统一一体化", "一体化"),
        ("Straße", "STRASSE"),
        ("增加400平方米", "400"),
        ("10家", "10家"),
        ("by 2025.", "2025"),
    ],
)
def test_words_that_stand_there(text, written):
    assert find_words(fold_words(text), written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("打造110家企业", "10家"),
        ("1,010 firms", "010 firms"),
        ("1亿5000万元", "5000万元"),
        ("1조 5,000억 원", "5,000억 원"),
        ("规模3.5亿元", "5亿元"),
        ("5.8亿元", "5"),
        ("350,000 yuan", "350"),
        ("exceed 350 billion yuan", "350"),
        ("exceed 350 Billion yuan", "exceed 350"),
        ("每年20万元", "每年20"),
        ("每年20 万元", "每年20"),
        ("补贴50%", "补贴50"),
        ("10万亿元", "10万"),
        ("二十万元", "十万元"),
        ("20万元", "万元"),
        ("11月8日", "1月8日"),
        ("in 2022 10 firms", "202210 firms"),
        ("202210 firms", "2022 10 firms"),
        ("other entity", "the rent"),
        ("restart", "art"),
        ("parts", "part"),
        ("突破3500亿元", "超过3500亿元"),
        ("任何文字", ""),
        ("任何文字", " ** "),
        ("", "x"),
    ],
)
def test_words_that_do_not(text, written):
    assert not find_words(fold_words(text), written)


@given(st.lists(st.sampled_from(["元宇宙", "plan", "，", "“", "3500亿元", "\n", " "]), min_size=1, max_size=12))
def test_every_text_holds_itself_however_it_is_wrapped(parts):
    text = "".join(parts)
    if text.strip():
        assert find_words(fold_words(f"前 {text} 后"), text)
        assert find_words(fold_words(text.replace(" ", "\n\u3000")), text)
