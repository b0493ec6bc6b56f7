#!/usr/bin/env python3
"""Makes fixtures/sentencepiece/: a unigram model with the normalization of published ones (nmt_nfkc), and the ids SentencePiece itself gives for texts.

Needs Debian's python3-sentencepiece:  /usr/bin/python3 make_sentencepiece.py
"""
import json
import os
import random

import sentencepiece

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
FOLDER = os.path.join(HERE, "sentencepiece")
WORDS = ["the", "parcel", "arrived", "payment", "Привет", "мир", "天气", "很好", "naïve", "한국어", "मेरा", "नाम", "مرحبا", "don't", "42", "x-ray", "①", "ﬁne"]


def main():
    chance = random.Random(3)
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, "spm.model"), "wb") as model:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([" ".join(chance.choice(WORDS) for _ in range(8)) for _ in range(400)]), model_writer=model, vocab_size=160, model_type="unigram",
            normalization_rule_name="nmt_nfkc", pad_id=0, bos_id=1, eos_id=2, unk_id=3, hard_vocab_limit=False, minloglevel=2)
    processor = sentencepiece.SentencePieceProcessor(model_file=os.path.join(FOLDER, "spm.model"))
    with open(os.path.join(HERE, "expected.json"), encoding="utf-8") as known:
        texts = json.load(known)["texts"]
    signs = "\u0001\u0001\u200e\u00ad " + " ".join(texts)
    texts += ["".join(chance.choice(signs) for _ in range(chance.randrange(1, 40))) for _ in range(300)]
    with open(os.path.join(FOLDER, "expected.json"), "w", encoding="utf-8") as file:
        json.dump([{"text": text, "ids": processor.encode(text)} for text in texts], file, ensure_ascii=False)


main()
