/**
 * Models behind HTTP. {@link io.xvad.service.DetectionService} is for programs that serve models themselves; what is served is described by {@code
 * openapi.json} beside these classes, and in docs/serve.md.
 */
@NullMarked
package io.xvad.service;

import org.jspecify.annotations.NullMarked;
