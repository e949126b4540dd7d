/** JMH benchmarks. */
@NullMarked
package io.xvad.benchmarks;

import org.jspecify.annotations.NullMarked;
