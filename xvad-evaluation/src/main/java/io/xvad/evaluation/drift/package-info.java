/** Whether the images that come are still like the normal ones, and what changed if they are not. Read this to watch a process that runs for months. */
@NullMarked
package io.xvad.evaluation.drift;

import org.jspecify.annotations.NullMarked;
