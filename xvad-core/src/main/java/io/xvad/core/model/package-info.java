/**
 * The model file and the npy format. For those who write a detector that can be saved.
 */
@NullMarked
package io.xvad.core.model;

import org.jspecify.annotations.NullMarked;
