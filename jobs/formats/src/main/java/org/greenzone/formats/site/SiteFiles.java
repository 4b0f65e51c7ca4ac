package org.greenzone.formats.site;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FormatDetector;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;

/** Sites out of a file of the user: JSON of Greenzone's own, the instruments of LeoLabs, or SINEX; gzipped or not. */
public final class SiteFiles {
    private SiteFiles() {}

    /** Coordinates of SINEX are taken at their own reference epoch. */
    public static ReadResult<Site> read(Path path) {
        return read(path, OptionalLong.empty());
    }

    /** Coordinates of SINEX are moved to the epoch (UTC microseconds since 1970) with their velocities. */
    public static ReadResult<Site> read(Path path, OptionalLong epochMicros) {
        return read(path, epochMicros, SiteCatalogue.of(List.of()));
    }

    /**
     * The same, where a SINEX of eccentricities alone moves sites that are known already, from their markers to their
     * instruments; once only.
     */
    public static ReadResult<Site> read(Path path, OptionalLong epochMicros, SiteCatalogue known) {
        return InputFiles.read(path, (content, problems) -> {
            FileFormat format = FormatDetector.detect(content);
            return read(content, format, epochMicros, known, problems);
        });
    }

    /** The files with those behind the others that are no good without them: SINEX of eccentricities alone. */
    public static List<Path> inReadingOrder(List<Path> files) {
        List<Path> first = new ArrayList<>();
        List<Path> last = new ArrayList<>();
        for (Path file : files) {
            List<Boolean> only = InputFiles.read(
                            file,
                            (content, problems) -> List.of(FormatDetector.detect(content) == FileFormat.SINEX
                                    && SinexSites.holdsEccentricitiesOnly(content, problems)))
                    .records();
            (only.contains(true) ? last : first).add(file);
        }
        first.addAll(last);
        return List.copyOf(first);
    }

    private static List<Site> read(
            InputStream content, FileFormat format, OptionalLong epochMicros, SiteCatalogue known, Problems problems) {
        return switch (format) {
            case SITES_JSON -> SiteJson.read(content, problems);
            case SINEX -> SinexSites.read(content, epochMicros, known, problems);
            default -> {
                problems.error(
                        0, "", format.refusal("no sites", "give JSON with \"sites\" or \"instruments\", or SINEX"));
                yield List.of();
            }
        };
    }
}
