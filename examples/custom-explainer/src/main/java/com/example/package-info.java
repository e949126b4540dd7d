/** A detector and an explainer of your own. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
