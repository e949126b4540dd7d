/** The DL4J inference engine: ONNX networks as DL4J computation graphs. Nobody needs to call it directly. */
@NullMarked
package io.xvad.training.dl4j;

import org.jspecify.annotations.NullMarked;
