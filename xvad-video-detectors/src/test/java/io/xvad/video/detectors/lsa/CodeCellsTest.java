package io.xvad.video.detectors.lsa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CodeCellsTest {

    private static final CodeCells CELLS = new CodeCells(2, 2, 2);

    /** A value of the map says where it is: hundreds for the channel, tens for the row, ones for the column. */
    private static INDArray places() {
        INDArray map = Nd4j.create(1, 2, 4, 4);
        for (int i = 0; i < map.length(); i++) {
            map.putScalar(i, i / 16 * 100 + i % 16 / 4 * 10 + i % 4);
        }
        return map;
    }

    @Test
    void rowsAreSquaresOfAllChannelsRowByRow() {
        SameDiff graph = SameDiff.create();
        SDVariable rows = CELLS.rows(graph.constant(places()));
        assertThat(rows.eval().toFloatMatrix()).isEqualTo(new float[][] {
            {0, 1, 10, 11, 100, 101, 110, 111},
            {2, 3, 12, 13, 102, 103, 112, 113},
            {20, 21, 30, 31, 120, 121, 130, 131},
            {22, 23, 32, 33, 122, 123, 132, 133}
        });
    }

    @Test
    void theMapOfTheRowsIsTheMap() {
        SameDiff graph = SameDiff.create();
        INDArray back = CELLS.map(CELLS.rows(graph.constant(places()))).eval();
        assertThat(back).isEqualTo(places());
    }
}
