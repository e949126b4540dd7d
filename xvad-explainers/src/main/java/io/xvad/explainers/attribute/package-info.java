/**
 * Attributes of an image that people can see and that can be measured (brightness, texture, colour …), and how far they are
 * from normal. For those who want an anomaly described in numbers.
 */
@NullMarked
package io.xvad.explainers.attribute;

import org.jspecify.annotations.NullMarked;
