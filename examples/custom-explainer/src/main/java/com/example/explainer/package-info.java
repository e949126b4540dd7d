/** Explainers of your own: one for every detector with an anomaly map, and one that asks the detector for more. */
@NullMarked
package com.example.explainer;

import org.jspecify.annotations.NullMarked;
