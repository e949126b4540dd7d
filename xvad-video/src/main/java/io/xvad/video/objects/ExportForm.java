package io.xvad.video.objects;

import java.util.List;
import java.util.Optional;

/** A form in which object detectors are exported. */
interface ExportForm {

    /** Those that are known, in the order in which they are tried. */
    List<ExportForm> KNOWN = List.of(
            new DetrForm(), new TensorFlowForm(), new CountedForm(), new MoveNetForm(), new GridForm(), new RowsForm());

    /** What it looks like, for messages. */
    String looks();

    /** How to use this export, if it is of this form. */
    Optional<Decoding> recognise(NetworkProbe probe);
}
