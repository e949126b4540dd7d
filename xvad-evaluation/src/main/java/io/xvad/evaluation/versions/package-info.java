/** Two versions of a model on the same images: what became better, and which decisions change. Read this before a new model goes to work. */
@NullMarked
package io.xvad.evaluation.versions;

import org.jspecify.annotations.NullMarked;
