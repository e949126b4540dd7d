/** What detectors share that find their score by steps: how long these may take, and how a step is made. */
@NullMarked
package io.xvad.generative.search;

import org.jspecify.annotations.NullMarked;
