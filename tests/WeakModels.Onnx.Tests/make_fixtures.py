#!/usr/bin/env python3
"""Makes the folder fixtures/: tiny models with the inputs and outputs of published ones, and what a reference written from scratch says of them.

Needs Debian's python3-onnx, python3-numpy and python3-sentencepiece:  /usr/bin/python3 make_fixtures.py
The graphs are one layer of self-attention over seeded weights. The reference computes row by row, without padding and without batches.
"""
import io
import json
import os
import re
import unicodedata

import numpy as np
import onnx
import sentencepiece
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
HIDDEN = 6
random = np.random.RandomState(20)

CORPUS = """The parcel has not arrived yet. The parcel from Paris arrived late on Monday.
I was charged twice and want my money back. My card was charged in Berlin.
Anna Schmidt works for Acme in New York and lives in Paris. Peter lives in Berlin.
The delivery was late, the payment was wrong, and nobody answered my question.
This example is about delivery. This example is about payment. It is a question of money.
unwanted running walking talked arrived charged lives works answers playing
""".lower()

TEXTS = [
    "The parcel has not arrived yet.", "I was charged twice 😀😀!", "line one\r\nline two\tend\rlast", "北京市 weather 天气很好", "مرحبا بالعالم، paris",
    "cafe\u0301 na\u00efve \u00c5ngstr\u00f6m", "", "   ", "[SEP] </s> <<ENT>> [MASK] parcel", "½ ² Ⅷ ३ snake_case well-known -dash x- pay_ment--late", "한국어 텍스트 paris",
    "हिन्दी पाठ", "a" * 150 + " late", "👩‍👩‍👧 family \u200b zero\ufeff width", "$5 + 3 < 9 = ^|~ `€`", "ＦＵＬＬ ｗｉｄｔｈ ﬁne", "İstanbul ẞ ǅ", "don't we'll  two   spaces ",
    "Anna Schmidt works for Acme in New York and lives in Paris, Peter in Berlin.",
]
LONG = ("Anna lives in Paris, the parcel was late. 😀 ", 100_000)  # repeated to so many code points
NLI_LABELS = ["delivery", "payment", "a question of money"]
TEMPLATE = "This example is about {}."
ENTITY_LABELS = ["person", "city", "company name"]


def long_text():
    unit, length = LONG
    return (unit * (length // len(unit) + 1))[:length]


def write(folder, name, content):
    path = os.path.join(HERE, folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)).encode())


# --- tokenizers, from scratch

class WordPiece:
    """BERT's basic step, then the longest piece first."""

    def __init__(self):
        letters = sorted(set(re.sub(r"\s", "", CORPUS)) | set("0123456789!?[]<>/$+=^|~`-_")) + ["😀", "北", "京", "市", "天", "½", "ه", "م"]
        words = sorted({word for word in re.findall(r"[a-z]+", CORPUS)})
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + ["##" + one for one in letters if one.isalpha() and one.isascii()]
        pieces += ["##ed", "##ing", "##s", "##er", "##es", "pay", "##ment", "na", "##ive", "cafe", "sep", "mask"] + words[::2]
        self.pieces = list(dict.fromkeys(pieces))
        self.ids = {piece: place for place, piece in enumerate(self.pieces)}
        self.cls, self.sep, self.pad = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[PAD]"]

    @staticmethod
    def words(text, lower=True):
        kept = []
        for sign in text:
            if sign in "\t\n\r" or unicodedata.category(sign) == "Zs":
                kept.append(" ")
            elif sign != "\ufffd" and unicodedata.category(sign)[0] != "C":
                point = ord(sign)
                cjk = 0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF or 0xF900 <= point <= 0xFAFF
                kept.append(f" {sign} " if cjk else sign)
        words = []
        for token in "".join(kept).split():
            if lower:
                token = "".join(one for one in unicodedata.normalize("NFD", token) if unicodedata.category(one) != "Mn").lower()
            current = ""
            for sign in token:
                point = ord(sign)
                if unicodedata.category(sign)[0] == "P" or 33 <= point <= 47 or 58 <= point <= 64 or 91 <= point <= 96 or 123 <= point <= 126:
                    words += [current, sign]
                    current = ""
                else:
                    current += sign
            words.append(current)
        return [word for word in words if word]

    def encode(self, text):
        ids = []
        for word in self.words(text):
            found, start = [], 0
            while len(word) <= 100 and start < len(word):
                for end in range(len(word), start, -1):
                    piece = ("##" if start else "") + word[start:end]
                    if piece in self.ids:
                        found.append(self.ids[piece])
                        start = end
                        break
                else:
                    break
            ids += found if start == len(word) else [self.ids["[UNK]"]]
        return ids

    encode_word = encode

    def save(self, folder):
        write(folder, "vocab.txt", "\n".join(self.pieces) + "\n")
        write(folder, "tokenizer_config.json", {"do_lower_case": True, "model_max_length": 1e30, "tokenizer_class": "BertTokenizer"})
        write(folder, "special_tokens_map.json", {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": {"content": "[UNK]"}, "mask_token": "[MASK]"})


class Unigram:
    """SentencePiece itself, trained here; its rules of normalization are a few of NFKC's, because the whole table takes 240 kB."""

    def __init__(self):
        rules = os.path.join(HERE, "rules.tsv")
        pairs = [(chr(0xFF01 + place), chr(0x21 + place)) for place in range(94)] + [("ﬁ", "fi"), ("²", "2"), ("Ⅷ", "VIII"), ("\t", " "), ("\n", " "), ("\r", " "), ("\u200b", "")]
        pairs += [("e\u0301", "é"), ("한국", "한국")]
        os.makedirs(HERE, exist_ok=True)
        with open(rules, "w") as file:
            for source, target in pairs:
                file.write(" ".join(f"{ord(one):X}" for one in source) + "\t" + " ".join(f"{ord(one):X}" for one in target) + "\n")
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(CORPUS.splitlines() * 3), model_writer=model, vocab_size=190, model_type="unigram", normalization_rule_tsv=rules, character_coverage=1.0, num_threads=1,
            pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]", hard_vocab_limit=False, minloglevel=2)
        os.remove(rules)
        self.model = model.getvalue()
        self.processor = sentencepiece.SentencePieceProcessor(model_proto=self.model)
        self.size = self.processor.get_piece_size()
        self.cls, self.sep, self.pad = 1, 2, 0

    def encode(self, text):
        return self.processor.encode(text)

    encode_word = encode

    def save(self, folder):
        write(folder, "spm.model", self.model)
        write(folder, "tokenizer_config.json", {"do_lower_case": False, "model_max_length": 64, "tokenizer_class": "DebertaV2Tokenizer"})
        write(folder, "added_tokens.json", {"[MASK]": self.size})


class ByteLevelBpe:
    """GPT-2's: bytes as signs, merged by rank within pre-tokens."""

    def __init__(self):
        visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
        others = [one for one in range(256) if one not in visible]
        self.signs = {one: chr(one) for one in visible} | {one: chr(256 + place) for place, one in enumerate(others)}
        words = {}
        for token in self.pretokens(CORPUS):
            key = tuple(self.signs[one] for one in token.encode())
            words[key] = words.get(key, 0) + 1
        self.merges = []
        while len(self.merges) < 110:
            counts = {}
            for word, count in words.items():
                for pair in zip(word, word[1:]):
                    counts[pair] = counts.get(pair, 0) + count
            best = max(sorted(counts), key=counts.get)
            self.merges.append(best)
            words = {self.merged(word, best): count for word, count in words.items()}
        self.ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        pieces = ["<s>", "<pad>", "</s>", "<unk>"] + [self.signs[one] for one in range(256)] + ["".join(pair) for pair in self.merges] + ["<mask>"]
        self.ids = {piece: place for place, piece in enumerate(dict.fromkeys(pieces))}
        self.cls, self.sep, self.pad = 0, 2, 1

    @staticmethod
    def merged(word, pair):
        out, at = [], 0
        while at < len(word):
            if word[at:at + 2] == pair:
                out.append(word[at] + word[at + 1])
                at += 2
            else:
                out.append(word[at])
                at += 1
        return tuple(out)

    @staticmethod
    def pretokens(text):
        """'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"""
        def kind(sign):
            return "s" if sign.isspace() else unicodedata.category(sign)[0] if unicodedata.category(sign)[0] in "LN" else "o"
        at = 0
        while at < len(text):
            start = at
            short = next((one for one in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d") if text.startswith(one, at)), None)
            if short:
                at += len(short)
            elif kind(text[at]) != "s" or (text[at] == " " and at + 1 < len(text) and kind(text[at + 1]) != "s"):
                at += text[at] == " "
                of = kind(text[at])
                while at < len(text) and kind(text[at]) == of:
                    at += 1
            else:
                while at < len(text) and kind(text[at]) == "s":
                    at += 1
                if at < len(text) and at - start > 1:
                    at -= 1
            yield text[start:at]

    def encode(self, text):
        ids = []
        for token in self.pretokens(text):
            word = tuple(self.signs[one] for one in token.encode())
            while len(word) > 1:
                best = min(zip(word, word[1:]), key=lambda pair: self.ranks.get(pair, 1e9))
                if best not in self.ranks:
                    break
                word = self.merged(word, best)
            ids += [self.ids[piece] for piece in word]
        return ids

    def save(self, folder):
        write(folder, "vocab.json", json.dumps(self.ids, ensure_ascii=False))
        write(folder, "merges.txt", "#version: 0.2\n" + "\n".join(" ".join(pair) for pair in self.merges) + "\n")
        write(folder, "special_tokens_map.json", {"cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": {"content": "<mask>", "lstrip": True}})


# --- models: one layer of attention, as a graph and in numpy

class Encoder:
    def __init__(self, vocabulary, positions, offset=0, types=False):
        def some(*shape):
            return random.normal(0, 1, shape).astype(np.float32)
        self.weights = {"words": some(vocabulary, HIDDEN), "positions": some(positions, HIDDEN) * np.float32(0.4), "query": some(HIDDEN, HIDDEN) * np.float32(0.4), "key": some(HIDDEN, HIDDEN) * np.float32(0.4), "value": some(HIDDEN, HIDDEN)}
        if types:
            self.weights["types"] = some(2, HIDDEN)
        self.offset, self.nodes, self.constants = offset, [], {}

    def constant(self, name, value, kind=np.int64):
        self.constants[name] = np.asarray(value, dtype=kind)
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def graph(self):
        """From input_ids, attention_mask and perhaps token_type_ids to states [B, S, H]."""
        self.nodes, self.constants = [], {}
        self.node("Shape", ["input_ids"], "shape")
        self.node("Gather", ["shape", self.constant("one", 1)], "length")
        self.node("Range", [self.constant("from", self.offset), self.node("Add", ["length", "from"], "to"), "one"], "places")
        total = self.node("Add", [self.node("Gather", ["words", "input_ids"], "of_words"), self.node("Gather", ["positions", "places"], "of_places")], "embedded")
        if "types" in self.weights:
            total = self.node("Add", [total, self.node("Gather", ["types", "token_type_ids"], "of_types")], "typed")
        h = self.node("Tanh", [total], "h")
        scores = self.node("MatMul", [self.node("MatMul", [h, "query"], "q"), self.node("Transpose", [self.node("MatMul", [h, "key"], "k")], "k_turned", perm=[0, 2, 1])], "scores")
        mask = self.node("Unsqueeze", [self.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT), self.constant("axis1", [1])], "mask_wide")
        bias = self.node("Mul", [self.node("Sub", [mask, self.constant("unit", 1, np.float32)], "negative"), self.constant("much", 1e9, np.float32)], "bias")
        attention = self.node("Softmax", [self.node("Add", [scores, bias], "masked")], "attention", axis=-1)
        return self.node("Add", [h, self.node("MatMul", [attention, self.node("MatMul", [h, "value"], "v")], "mixed")], "states")

    def states(self, ids, types=None):
        """The same of one row, in numpy."""
        w = self.weights
        total = w["words"][ids] + w["positions"][self.offset:self.offset + len(ids)]
        if "types" in w:
            total = total + w["types"][types]
        h = np.tanh(total)
        scores = (h @ w["query"]) @ (h @ w["key"]).T
        attention = np.exp(scores - scores.max(-1, keepdims=True))
        attention /= attention.sum(-1, keepdims=True)
        return h + attention @ (h @ w["value"])

    def save(self, path, inputs, output, shape, more=None):
        initializers = [numpy_helper.from_array(value, name) for name, value in (self.weights | self.constants | (more or {})).items()]
        values = [helper.make_tensor_value_info(name, kind, dims) for name, kind, dims in inputs]
        graph = helper.make_graph(self.nodes, "tiny", values, [helper.make_tensor_value_info("logits", output, shape)], initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
        onnx.checker.check_model(model)
        write(os.path.dirname(path), os.path.basename(path), model.SerializeToString())


def tokens(kind=TensorProto.INT64, *names):
    return [(name, kind, ["batch_size", "sequence_length"]) for name in names]


class Nli:
    """Classifies at the first token or, as BART does, at the last </s>."""

    def __init__(self, folder, tokenizer, vocabulary, model_type, labels, most, offset=0, types=False, at_end=False):
        self.folder, self.tokenizer, self.types, self.at_end, self.most = folder, tokenizer, types, at_end, most
        self.two = model_type in ("roberta", "bart")
        self.encoder = Encoder(vocabulary, most + offset, offset, types)
        self.head = {"head": (random.normal(0, 1.2, (HIDDEN, len(labels)))).astype(np.float32)}
        self.entailment = next(place for place, label in enumerate(labels) if label.lower().startswith("entail"))
        self.contradiction = next(place for place, label in enumerate(labels) if label.lower().startswith(("contra", "not_entail")))
        self.labels = labels
        tokenizer.save(folder)
        write(folder, "config.json", {"model_type": model_type, "pad_token_id": tokenizer.pad, "max_position_embeddings": most + offset,
                                      "id2label": {str(place): label for place, label in enumerate(labels)}, "label2id": {label: place for place, label in enumerate(labels)}})

    def save(self, name="model.onnx", kind=TensorProto.INT64, half=False, fixed=None):
        e = self.encoder
        states = e.graph()
        if self.at_end:
            ends = e.node("Cast", [e.node("Equal", ["input_ids", e.constant("end", self.tokenizer.sep)], "is_end")], "ends", to=TensorProto.INT64)
            last = e.node("ReduceMax", [e.node("Mul", [ends, e.node("Range", [e.constant("zero", 0), "length", "one"], "counted")], "end_places")], "last", axes=[1], keepdims=1)
            first = e.node("GatherND", [states, last], "first", batch_dims=1)
        else:
            first = e.node("Gather", [states, e.constant("zero", 0)], "first", axis=1)
        e.node("MatMul", [first, "head"], "scored" if half else "logits")
        if half:
            e.node("Cast", ["scored"], "logits", to=TensorProto.FLOAT16)
        names = ["input_ids", "attention_mask"] + (["token_type_ids"] if self.types else [])
        inputs = [(one, kind, fixed or ["batch_size", "sequence_length"]) for one in names]
        e.save(os.path.join(self.folder, name), inputs, TensorProto.FLOAT16 if half else TensorProto.FLOAT, ["batch_size", len(self.labels)], self.head)

    def row(self, text, label):
        t = self.tokenizer
        premise, hypothesis = t.encode(text), t.encode(TEMPLATE.replace("{}", label))
        premise = premise[:self.most - len(hypothesis) - (4 if self.two else 3)]
        middle = [t.sep, t.sep] if self.two else [t.sep]
        ids = [t.cls] + premise + middle + hypothesis + [t.sep]
        return ids, [0] * (len(premise) + 2) + [1] * (len(hypothesis) + 1)

    def logits(self, text, label):
        ids, types = self.row(text, label)
        states = self.encoder.states(ids, types)
        at = max(place for place, one in enumerate(ids) if one == self.tokenizer.sep) if self.at_end else 0
        return (states[at] @ self.head["head"]).astype(float)

    def expected(self):
        cases = []
        for text in TEXTS + [None]:
            rows = [self.logits(long_text() if text is None else text, label) for label in NLI_LABELS]
            pick = np.array([row[self.entailment] for row in rows])
            one = np.exp(pick - pick.max())
            each = [float(np.exp(row[self.entailment]) / (np.exp(row[self.entailment]) + np.exp(row[self.contradiction]))) for row in rows]
            cases.append({"text": text, "single": [round(float(value), 7) for value in one / one.sum()], "multiple": [round(value, 7) for value in each]})
        ids = [{"text": text, "ids": self.row(text, NLI_LABELS[0])[0]} for text in TEXTS[:6]]
        return {"rows": ids, "cases": cases}


class Gliner:
    MOST_WIDTH, MOST_WORDS, MOST_TYPES = 4, 24, 2

    def __init__(self, folder, tokenizer, size, kind, most=96, scale=1.5, shift=-1.0):
        self.folder, self.tokenizer, self.kind, self.most, self.scale, self.shift = folder, tokenizer, kind, most, scale, shift
        self.ent, self.end = size, size + 1
        self.encoder = Encoder(size + 2, most)
        self.extra = {"first": random.normal(0, 1, (HIDDEN, HIDDEN)).astype(np.float32), "second": random.normal(0, 1, (HIDDEN, HIDDEN)).astype(np.float32), "third": random.normal(0, 1, (HIDDEN, HIDDEN)).astype(np.float32)}
        tokenizer.save(folder)
        write(folder, "added_tokens.json", {"<<ENT>>": self.ent, "<<SEP>>": self.end})
        config = {"model_name": "tiny", "max_width": self.MOST_WIDTH, "max_len": self.MOST_WORDS, "max_types": self.MOST_TYPES, "ent_token": "<<ENT>>", "sep_token": "<<SEP>>", "class_token_index": self.ent,
                  "words_splitter_type": "whitespace", "span_mode": "markerV0" if kind == "span" else "token_level", "subtoken_pooling": "first", "labels_encoder": None,
                  "encoder_config": {"max_position_embeddings": most}}
        write(folder, "tokenizer_config.json", {"model_max_length": 1e30, "do_lower_case": True} if isinstance(tokenizer, WordPiece) else {"model_max_length": 1e30})
        write(folder, "gliner_config.json", config)

    def save(self, name="onnx/model.onnx"):
        e = self.encoder
        states = e.graph()
        most = e.node("ReduceMax", ["text_lengths"], "most_words", keepdims=0)
        numbers = e.node("Range", ["one", e.node("Add", [most, "one"], "beyond"), "one"], "numbers")
        wide = e.node("Unsqueeze", [numbers, e.constant("around", [0, 2])], "numbers_wide")
        is_word = e.node("Cast", [e.node("Equal", [e.node("Unsqueeze", ["words_mask", "axis1"], "words_wide"), wide], "same")], "is_word", to=TensorProto.FLOAT)
        words = e.node("MatMul", [is_word, states], "word_states")
        places = e.node("Transpose", [e.node("NonZero", [e.node("Equal", ["input_ids", e.constant("ent", self.ent)], "is_ent")], "ent_places")], "ent_turned", perm=[1, 0])
        batch = e.node("Gather", ["shape", e.constant("first_axis", [0])], "batch")
        types = e.node("Reshape", [e.node("GatherND", [states, places], "of_types_flat"), e.node("Concat", [batch, e.constant("rest", [-1, HIDDEN])], "types_shape", axis=0)], "type_states")
        types = e.node("Transpose", [types], "types_turned", perm=[0, 2, 1])
        inputs = tokens(TensorProto.INT64, "input_ids", "attention_mask", "words_mask") + [("text_lengths", TensorProto.INT64, ["batch_size", 1])]
        if self.kind == "span":
            masked = e.node("Mul", ["span_idx", e.node("Unsqueeze", [e.node("Cast", ["span_mask"], "span_mask_whole", to=TensorProto.INT64), e.constant("last_axis", [2])], "span_mask_wide")], "spans")
            first = e.node("GatherND", [words, e.node("Slice", [masked, e.constant("s0", [0]), e.constant("s1", [1]), e.constant("s2", [2])], "starts")], "start_states", batch_dims=1)
            last = e.node("GatherND", [words, e.node("Slice", [masked, e.constant("e0", [1]), e.constant("e1", [2]), "s2"], "ends")], "end_states", batch_dims=1)
            span = e.node("Tanh", [e.node("Add", [e.node("MatMul", [first, "first"], "from_first"), e.node("MatMul", [last, "second"], "from_last")], "span_sum")], "span_states")
            scored = self.scaled(e.node("MatMul", [span, types], "raw"), "flat")
            count = e.node("Unsqueeze", [most, e.constant("axis0", [0])], "most_words_wide")
            e.node("Reshape", [scored, e.node("Concat", [batch, count, e.constant("wide_rest", [self.MOST_WIDTH, -1])], "logits_shape", axis=0)], "logits")
            inputs += [("span_idx", TensorProto.INT64, ["batch_size", "num_spans", 2]), ("span_mask", TensorProto.BOOL, ["batch_size", "num_spans"])]
        else:
            parts = []
            for name_ in ("first", "second", "third"):
                parts.append(self.scaled(e.node("MatMul", [e.node("MatMul", [words, name_], f"{name_}_states"), types], f"{name_}_raw"), f"{name_}_scored"))
            axis = -1 if self.kind == "token" else 0
            stacked = [e.node("Unsqueeze", [part, e.constant("stack_axis", [axis])], f"{part}_stacked") for part in parts]
            e.node("Concat", stacked, "logits", axis=axis)
        e.save(os.path.join(self.folder, name), inputs, TensorProto.FLOAT, [None] * 4, self.extra)

    def scaled(self, raw, name):
        e = self.encoder
        return e.node("Add", [e.node("Mul", [raw, e.constant("scale", self.scale, np.float32)], f"{name}_scaled"), e.constant("shift", self.shift, np.float32)], name)

    def forward(self, labels, pieces):
        """Probabilities of one window: by first word, width and label, or by word, label and place."""
        t = self.tokenizer
        ids = [t.cls]
        at = []
        for label in labels:
            at.append(len(ids))
            ids += [self.ent] + t.encode_word(label)
        ids.append(self.end)
        places = []
        for word in pieces:
            places.append(len(ids) if word else None)
            ids += word
        ids.append(t.sep)
        assert len(ids) <= self.most
        states = self.encoder.states(ids)
        words = np.array([states[place] if place is not None else np.zeros(HIDDEN, np.float32) for place in places])
        types = states[at]

        def sigmoid(raw):
            return 1 / (1 + np.exp(-(raw.astype(float) * self.scale + self.shift)))
        if self.kind == "span":
            out = np.zeros((len(words), self.MOST_WIDTH, len(labels)))
            for s in range(len(words)):
                for k in range(self.MOST_WIDTH):
                    if s + k < len(words):
                        out[s, k] = sigmoid(np.tanh(words[s] @ self.extra["first"] + words[s + k] @ self.extra["second"]) @ types.T)
            return out
        return np.stack([sigmoid((words @ self.extra[name]) @ types.T) for name in ("first", "second", "third")], -1)

    def spans(self, text, threshold, labels=None):
        """All candidates (first, last, label, p) of a text and the best p of each label."""
        labels = labels or ENTITY_LABELS
        words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\w+(?:[-_]\w+)*|\S", text)]
        pieces = [self.tokenizer.encode_word(word) for word, _, _ in words]
        candidates, best = [], {label: 0.0 for label in labels}
        for group in [labels[at:at + self.MOST_TYPES] for at in range(0, len(labels), self.MOST_TYPES)]:
            room = self.most - 3 - sum(1 + len(self.tokenizer.encode_word(label)) for label in group)
            windows, start = [], 0
            while start < len(words):
                end, used = start, 0
                while end < len(words) and end - start < self.MOST_WORDS and (end == start or used + len(pieces[end]) <= room):
                    used += min(room, len(pieces[end]))
                    end += 1
                windows.append((start, end))
                if end == len(words):
                    break
                start = end - min(2 * self.MOST_WIDTH, (end - start) // 2)

            def distance(window, first, last):
                left = 10 ** 9 if window[0] == 0 else first - window[0]
                right = 10 ** 9 if window[1] == len(words) else window[1] - 1 - last
                return min(left, right)

            for window in windows:
                p = self.forward(group, [one[:room] for one in pieces[window[0]:window[1]]])
                size = window[1] - window[0]
                near = [other for other in windows if other[0] < window[1] and window[0] < other[1]]
                for s in range(size):
                    for e in range(s, size if self.kind != "span" else min(size, s + self.MOST_WIDTH)):
                        first, last = window[0] + s, window[0] + e
                        owners = [other for other in near if other[0] <= first and last < other[1]]
                        if max(owners, key=lambda other: (distance(other, first, last), -other[0])) != window:
                            continue
                        for c, label in enumerate(group):
                            if self.kind == "span":
                                score = p[s, e - s, c]
                                passes = score > threshold
                            else:
                                inside = p[s:e + 1, c, 2].min()
                                score = min(p[s, c, 0], p[e, c, 1], inside)
                                passes = p[s, c, 0] > threshold and p[e, c, 1] > threshold and inside >= threshold
                            best[label] = max(best[label], score)
                            if passes:
                                candidates.append((first, last, label, score))
        return words, candidates, best

    def entities(self, text, threshold, nested):
        words, candidates, best = self.spans(text, threshold)
        order = {label: place for place, label in enumerate(ENTITY_LABELS)}
        key = (lambda one: (-one[3], one[0], one[1], order[one[2]])) if self.kind == "span" else (lambda one: (-one[3], one[0], order[one[2]], one[1]))
        kept = []
        for one in sorted(candidates, key=key):
            def clashes(other):
                if (one[0], one[1]) == (other[0], other[1]):
                    return True
                if one[1] < other[0] or other[1] < one[0]:
                    return False
                within = one[0] <= other[0] and other[1] <= one[1] or other[0] <= one[0] and one[1] <= other[1]
                return not (nested and within)
            if not any(clashes(other) for other in kept if abs(other[0] - one[0]) <= 60):
                kept.append(one)
        kept.sort(key=lambda one: one[0])
        found = [{"start": words[first][1], "end": words[last][2], "label": label, "score": round(float(score), 7)} for first, last, label, score in kept]
        return found, {label: round(float(score), 7) for label, score in best.items()}

    def expected(self, texts):
        cases = []
        for text in texts:
            for threshold, nested in ((0.5, False), (0.5, True), (0.8, False), (0.999, False)):
                entities, best = self.entities(text, threshold, nested)
                cases.append({"text": text, "threshold": threshold, "nested": nested, "entities": entities, "best": best})
        threshold = 0.9 if self.kind == "span" else 0.55
        entities, best = self.entities(long_text(), threshold, False)
        check = sum((place + 1) * (one["start"] + 3 * one["end"] + 7 * ENTITY_LABELS.index(one["label"])) for place, one in enumerate(entities)) % 1_000_003
        return {"words": [[match.group() for match in re.finditer(r"\w+(?:[-_]\w+)*|\S", text)] for text in TEXTS], "cases": cases,
                "long": {"threshold": threshold, "count": len(entities), "first": entities[:3], "last": entities[-3:], "check": check, "best": best}}


def save_middling(tokenizer, layers=4, hidden=256, heads=4):
    """A transformer of four layers for the benchmark. Its weights are sines that the runtime works out when it loads the graph, so that the file is small."""
    nodes, constants = [], {}

    def node(kind, inputs, **attributes):
        nodes.append(helper.make_node(kind, inputs, [f"v{len(nodes)}"], **attributes))
        return f"v{len(nodes) - 1}"

    def constant(value, kind):
        value = np.asarray(value, dtype=kind)
        name = f"c_{kind.__name__}_{'_'.join(str(one) for one in value.ravel())}_{value.ndim}"
        constants[name] = value
        return name

    def real(value):
        return constant(value, np.float32)

    def whole(value):
        return constant(value, np.int64)

    def weights(*shape):
        count = int(np.prod(shape))
        line = node("Range", [real(0), real(count), real(1)])
        waves = node("Sin", [node("Mul", [line, real(round(0.7 + len(nodes) * 0.0137, 4))])])
        return node("Reshape", [node("Mul", [waves, real(round(1.4 / shape[0] ** 0.5, 4) if len(shape) > 1 else 0.1)]), whole(list(shape))])

    def normal(x):
        return node("LayerNormalization", [x, node("Add", [weights(hidden), real(1)]), weights(hidden)], axis=-1)

    def split(x, turned):
        return node("Transpose", [node("Reshape", [x, whole([0, 0, heads, hidden // heads])])], perm=[0, 2, 3, 1] if turned else [0, 2, 1, 3])

    length = node("Gather", [node("Shape", ["input_ids"]), whole(1)])
    places = node("Range", [whole(0), length, whole(1)])
    x = normal(node("Add", [node("Gather", [weights(len(tokenizer.pieces), hidden), "input_ids"]), node("Add", [node("Gather", [weights(512, hidden), places]), node("Gather", [weights(2, hidden), "token_type_ids"])])]))
    mask = node("Cast", [node("Unsqueeze", ["attention_mask", whole([1, 2])])], to=TensorProto.FLOAT)
    bias = node("Mul", [node("Sub", [mask, real(1)]), real(1e9)])
    for _ in range(layers):
        query, key, value = (split(node("MatMul", [x, weights(hidden, hidden)]), turned) for turned in (False, True, False))
        attention = node("Softmax", [node("Add", [node("Mul", [node("MatMul", [query, key]), real(0.125)]), bias])], axis=-1)
        mixed = node("Reshape", [node("Transpose", [node("MatMul", [attention, value])], perm=[0, 2, 1, 3]), whole([0, 0, hidden])])
        x = normal(node("Add", [x, node("MatMul", [mixed, weights(hidden, hidden)])]))
        wide = node("Relu", [node("MatMul", [x, weights(hidden, 4 * hidden)])])
        x = normal(node("Add", [x, node("MatMul", [wide, weights(4 * hidden, hidden)])]))
    nodes.append(helper.make_node("MatMul", [node("Gather", [x, whole(0)], axis=1), weights(hidden, 2)], ["logits"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch_size", "sequence_length"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    graph = helper.make_graph(nodes, "middling", inputs, [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch_size", 2])], [numpy_helper.from_array(value, name) for name, value in constants.items()])
    write("middling", "model.onnx", helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString())
    write("middling", "config.json", {"model_type": "bert", "pad_token_id": 0, "max_position_embeddings": 512, "id2label": {"0": "entailment", "1": "not_entailment"}})
    tokenizer.save("middling")


def main():
    wordpiece, unigram, bpe = WordPiece(), Unigram(), ByteLevelBpe()
    models = [
        Nli("bert", wordpiece, len(wordpiece.pieces), "bert", ["contradiction", "neutral", "Entailment"], 64, types=True),
        Nli("deberta", unigram, unigram.size + 1, "deberta-v2", ["entailment", "not_entailment"], 80),
        Nli("bart", bpe, len(bpe.ids), "bart", ["contradiction", "neutral", "entailment"], 64, at_end=True),
        Nli("roberta", bpe, len(bpe.ids), "roberta", ["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], 60, offset=2),
    ]
    for model in models:
        model.save("onnx/model.onnx" if model.folder == "deberta" else "model.onnx")
    models[0].save("onnx/model_fp16.onnx", half=True)
    models[0].save("onnx/model_int8.onnx", kind=TensorProto.INT32)
    models[0].save("onnx/model_q4.onnx", fixed=[4, 40])
    models[1].most = 64  # the tokenizer's limit is the smaller one
    expected = {
        "template": TEMPLATE, "labels": NLI_LABELS, "entity_labels": ENTITY_LABELS, "texts": TEXTS, "long": {"unit": LONG[0], "length": LONG[1]},
        "tokenizers": {name: {"ids": [one.encode(text) for text in TEXTS], "long": len(one.encode(long_text()))} for name, one in (("bert", wordpiece), ("deberta", unigram), ("roberta", bpe))},
        "nli": {model.folder: model.expected() for model in models},
    }
    gliners = [Gliner("gliner-span", unigram, unigram.size + 1, "span"), Gliner("gliner-token", wordpiece, len(wordpiece.pieces), "token", scale=0.25, shift=1.0),
               Gliner("gliner-token-old", wordpiece, len(wordpiece.pieces), "token_old", scale=0.25, shift=1.0)]
    gliners[2].encoder.weights, gliners[2].extra = gliners[1].encoder.weights, gliners[1].extra
    for model in gliners:
        model.save()
    chosen = [TEXTS[place] for place in (0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 18)] + ["Anna lives in Paris. Peter works for Acme in Berlin, " * 6]
    expected["gliner"] = {model.folder: model.expected(chosen) for model in gliners[:2]}
    save_middling(wordpiece)
    write("", "expected.json", json.dumps(expected, ensure_ascii=False))


main()
