package org.greenzone.formats.site;

import java.io.InputStream;
import java.nio.file.Path;
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
        return InputFiles.read(path, (content, problems) -> {
            FileFormat format = FormatDetector.detect(content);
            return read(content, format, epochMicros, problems);
        });
    }

    private static List<Site> read(
            InputStream content, FileFormat format, OptionalLong epochMicros, Problems problems) {
        return switch (format) {
            case SITES_JSON -> SiteJson.read(content, problems);
            case SINEX -> SinexSites.read(content, epochMicros, problems);
            default -> {
                problems.error(
                        0, "", format.refusal("no sites", "give JSON with \"sites\" or \"instruments\", or SINEX"));
                yield List.of();
            }
        };
    }
}
