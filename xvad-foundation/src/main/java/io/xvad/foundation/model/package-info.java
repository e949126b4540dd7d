/** Networks that a user brings: a folder with ONNX files, a description and golden values, checked before it is used. */
@NullMarked
package io.xvad.foundation.model;

import org.jspecify.annotations.NullMarked;
