package io.xvad.training.classifier;

import java.util.Optional;

/**
 * The outline of a classifier: the names of its outputs and the size of its input.
 *
 * @param logits name of what goes into the final softmax, or of the output if there is none
 * @param features name of what goes into the last linear layer; empty if it does not end in one
 * @param size side of its square input; 0 if it takes any
 */
public record ClassifierOutline(String logits, Optional<String> features, int size) {}
