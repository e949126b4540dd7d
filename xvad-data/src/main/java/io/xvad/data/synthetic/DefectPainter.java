package io.xvad.data.synthetic;

/** Draws one kind of defect. */
@FunctionalInterface
interface DefectPainter {
    void draw(Canvas canvas);
}
