/**
 * Named services and how they are found. For those who list or choose detectors and explainers by name.
 */
@NullMarked
package io.xvad.core.registry;

import org.jspecify.annotations.NullMarked;
