package org.greenzone.cli.screen;

import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.conjunction.ScreeningVolumes;

/** The words of {@code --volume}: {@code R,T,N}, {@code box:R,T,N}, {@code iss} or {@code regime}. */
final class VolumeOption {
    private static final String BOX = "box:";

    private VolumeOption() {}

    /** @throws IllegalArgumentException with what is wrong */
    static ScreeningVolumes parse(String text) {
        if (text.equals("regime")) {
            return ScreeningVolumes.BY_REGIME;
        }
        if (text.equals("iss")) {
            return ScreeningVolumes.same(ScreeningVolume.ISS);
        }
        boolean box = text.startsWith(BOX);
        String[] words = (box ? text.substring(BOX.length()) : text).split(",", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException(
                    "three lengths are wanted, R,T,N or box:R,T,N in km, or one of the words regime and iss");
        }
        double[] metres = new double[3];
        for (int i = 0; i < 3; i++) {
            try {
                metres[i] = 1e3 * Double.parseDouble(words[i].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + words[i] + "' is not a number of kilometres", e);
            }
        }
        return ScreeningVolumes.same(
                box
                        ? new ScreeningVolume.Box(metres[0], metres[1], metres[2])
                        : new ScreeningVolume.Ellipsoid(metres[0], metres[1], metres[2]));
    }
}
