/** Contract tests for detectors and explainers. Extend one of the contracts to test your own. */
@NullMarked
package io.xvad.testkit;

import org.jspecify.annotations.NullMarked;
