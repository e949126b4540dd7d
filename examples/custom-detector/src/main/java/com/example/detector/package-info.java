/** Detectors of your own: one that learns from normal images, and one that needs no training. */
@NullMarked
package com.example.detector;

import org.jspecify.annotations.NullMarked;
