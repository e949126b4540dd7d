/**
 * Engines that run frozen networks. For those who bring an inference runtime or a backbone of their own.
 */
@NullMarked
package io.xvad.core.engine;

import org.jspecify.annotations.NullMarked;
