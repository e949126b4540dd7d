package io.xvad.language.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.model.Sha256;
import io.xvad.language.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @Test
    void cellsOfAGridAreNumberedInReadingOrder() {
        Division grid = Division.grid(5, 7, 2, 3);
        assertThat(grid.count()).isEqualTo(6);
        assertThat(grid.at(0, 0)).isEqualTo(1);
        assertThat(grid.at(0, 6)).isEqualTo(3);
        assertThat(grid.at(4, 6)).isEqualTo(6);
        assertThatThrownBy(() -> Division.grid(5, 7, 6, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegionIsPaintedWithItsValueAndTheRestWithZero() {
        AnomalyMap map = Division.grid(4, 4, 2, 2).paint(Map.of(2, 0.5, 99, 1.0), 8, 8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(map.at(y, x)).isEqualTo(y < 4 && x >= 4 ? 0.5f : 0f);
            }
        }
    }

    @Test
    void superpixelsOfAWrongSizeHaveNoNumber() {
        Image image = TestImages.anomaly("a", 48);
        Division all = Division.superpixels(image, 16, 20, 1, 10_000);
        assertThat(all.count()).isBetween(8, 30);
        assertThat(all.at(2, 2)).isNotEqualTo(all.at(40, 40));
        Division none = Division.superpixels(image, 16, 20, 10_000, 10_000);
        assertThat(none.count()).isZero();
        assertThat(none.paint(Map.of(1, 1.0), 48, 48).max()).isZero();
    }

    @Test
    void bordersAndNumbersAreDrawnAndTheRestIsLeft() {
        Image image = TestImages.normal("n", 60, 1);
        Image marked = Marks.draw(image, Division.grid(60, 60, 2, 2));
        assertThat(marked.at(1, 3, 29)).isEqualTo(1);
        assertThat(marked.at(2, 29, 50)).isEqualTo(1);
        assertThat(marked.at(0, 3, 3)).isEqualTo(image.at(0, 3, 3));
        assertThat(digit(marked, 14, 14)).isEqualTo("..#..\n.##..\n..#..\n..#..\n..#..\n..#..\n.###.\n");
        assertThat(digit(marked, 44, 44)).isEqualTo("...#.\n..##.\n.#.#.\n#..#.\n#####\n...#.\n...#.\n");
    }

    private static String digit(Image marked, int y, int x) {
        StringBuilder drawn = new StringBuilder();
        for (int row = y - 3; row <= y + 3; row++) {
            for (int column = x - 2; column <= x + 2; column++) {
                drawn.append(marked.at(0, row, column) == 1 ? '#' : '.');
            }
            drawn.append('\n');
        }
        return drawn.toString();
    }

    @Test
    void thePictureIsAlwaysTheSame() {
        Image marked = Marks.draw(
                TestImages.anomaly("a", 48), Division.superpixels(TestImages.anomaly("a", 48), 12, 20, 1, 9_999));
        assertThat(new Sha256().add(marked.buffer()).hex())
                .isEqualTo("932d9e83a2a07e181441615a09f750928d23dec1ad2bcca91c0dc14eeda29f24");
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> Marks.draw(TestImages.normal("n", 10, 1), Division.grid(9, 10, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
