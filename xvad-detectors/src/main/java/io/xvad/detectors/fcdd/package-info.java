/** FCDD: a fully convolutional one-class network whose output is its explanation. */
@NullMarked
package io.xvad.detectors.fcdd;

import org.jspecify.annotations.NullMarked;
