package org.greenzone.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a file is from its first characters; the name of the file does not matter. */
public final class FormatDetector {
    private static final int LOOK = 8192;

    private static final Pattern ELEMENT_LINE = Pattern.compile("(?m)^[ \\t]*[12] [0-9A-Z ]{5}[ A-Z0-9]");

    /** Header of a table of element sets: Space-Track's has CCSDS_OMM_VERS as a column too, so this is looked at first. */
    private static final Pattern CSV_HEADER = Pattern.compile("\\A(?=[^\\r\\n]*,)[^\\r\\n=]*\\bMEAN_MOTION\\b");

    /** First header of a consolidated laser ranging or prediction file, also behind comments ({@code 00}). */
    private static final Pattern LASER_HEADER = Pattern.compile("(?m)^[hH]1[ \\t]+([cC][rR][dD]|[cC][pP][fF])\\b");

    private static final Pattern SP3_HEADER = Pattern.compile("\\A#[a-d][PV][ 0-9]{4}");

    private FormatDetector() {}

    public static FileFormat detect(Path path) throws IOException {
        try (InputStream content = InputFiles.open(path)) {
            return detect(content);
        }
    }

    /** Looks at the start of an uncompressed stream and leaves the stream where it was; it must support marks. */
    public static FileFormat detect(InputStream content) throws IOException {
        if (!content.markSupported()) {
            return detect(new BufferedInputStream(content));
        }
        content.mark(LOOK + 1);
        byte[] start = beginning(content);
        content.reset();
        String text = new String(start, StandardCharsets.UTF_8);
        return ofStart(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** The first bytes, also those before a break in the input: the reader comes to the break later and reports it. */
    private static byte[] beginning(InputStream content) throws IOException {
        byte[] start = new byte[LOOK];
        int filled = 0;
        try {
            for (int n = 0; n >= 0 && filled < LOOK; n = content.read(start, filled, LOOK - filled)) {
                filled += n;
            }
        } catch (IOException e) {
            if (filled == 0) {
                throw e;
            }
        }
        return Arrays.copyOf(start, filled);
    }

    private static FileFormat ofStart(String start) {
        String text = start.stripLeading();
        if (text.isEmpty()) {
            return FileFormat.EMPTY;
        }
        if (text.startsWith("<")) {
            return ofXml(text);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return ofJson(text);
        }
        if (text.startsWith("%=SNX")) {
            return FileFormat.SINEX;
        }
        if (SP3_HEADER.matcher(text).find()) {
            return FileFormat.SP3;
        }
        Matcher laser = LASER_HEADER.matcher(text);
        if (laser.find()) {
            return laser.group(1).equalsIgnoreCase("CRD") ? FileFormat.CRD : FileFormat.CPF;
        }
        if (CSV_HEADER.matcher(text.toUpperCase(Locale.ROOT)).find()) {
            return FileFormat.OMM_CSV;
        }
        if (text.contains("CCSDS_TDM_VERS")) {
            return FileFormat.TDM;
        }
        if (text.contains("CCSDS_OMM_VERS")) {
            return FileFormat.OMM_KVN;
        }
        if (text.contains("CCSDS_OEM_VERS")) {
            return FileFormat.OEM;
        }
        if (text.contains("CCSDS_CDM_VERS")) {
            return FileFormat.CDM;
        }
        if (ELEMENT_LINE.matcher(start).find()) {
            return FileFormat.TLE;
        }
        return FileFormat.UNKNOWN;
    }

    private static FileFormat ofXml(String text) {
        if (text.contains("<tdm") || text.contains(":tdm")) {
            return FileFormat.TDM;
        }
        if (text.contains("<omm") || text.contains(":omm")) {
            return FileFormat.OMM_XML;
        }
        if (text.contains("<oem") || text.contains(":oem")) {
            return FileFormat.OEM;
        }
        if (text.contains("<cdm") || text.contains(":cdm")) {
            return FileFormat.CDM;
        }
        return FileFormat.UNKNOWN;
    }

    private static FileFormat ofJson(String text) {
        if (text.contains("\"MEAN_MOTION\"")) {
            return FileFormat.OMM_JSON;
        }
        if (text.contains("\"measuredAt\"") || text.contains("\"measurements\"")) {
            return FileFormat.LEOLABS_MEASUREMENTS;
        }
        if (text.contains("\"instruments\"") || text.contains("\"sites\"") || text.contains("\"latitude")) {
            return FileFormat.SITES_JSON;
        }
        return FileFormat.UNKNOWN;
    }
}
