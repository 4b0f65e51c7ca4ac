package org.greenzone.astro.physics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables that ship in the jar, each a CSV file whose head says its source and units. */
final class BuiltInTables {
    private BuiltInTables() {}

    static LeapSeconds leapSeconds() {
        List<String[]> rows = rows("leap-seconds.csv");
        long[] start = new long[rows.size()];
        int[] offset = new int[rows.size()];
        for (int i = 0; i < start.length; i++) {
            start[i] = LocalDate.parse(rows.get(i)[0]).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
            offset[i] = Integer.parseInt(rows.get(i)[1]);
        }
        return new LeapSeconds(start, offset);
    }

    static EarthOrientation earthOrientation() {
        List<EarthOrientation.Day> days = new ArrayList<>();
        int predictedFrom = Integer.MAX_VALUE;
        for (String[] row : rows("earth-orientation.csv")) {
            int mjd = Integer.parseInt(row[0]);
            days.add(new EarthOrientation.Day(
                    mjd,
                    Double.parseDouble(row[1]),
                    Double.parseDouble(row[2]),
                    Double.parseDouble(row[3]),
                    Double.parseDouble(row[4]),
                    Double.parseDouble(row[5]),
                    Double.parseDouble(row[6])));
            if (row[7].equals("P")) {
                predictedFrom = Math.min(predictedFrom, mjd);
            }
        }
        return new EarthOrientation(
                days, Math.min(predictedFrom, days.get(days.size() - 1).mjd() + 1));
    }

    static GravityField gravity() {
        List<String[]> rows = rows("gravity.csv");
        int count = rows.size() - 1;
        String[] last = rows.get(count);
        double[] cosine = new double[count];
        double[] sine = new double[count];
        for (int i = 0; i < count; i++) {
            String[] row = rows.get(i + 1);
            int degree = Integer.parseInt(row[0]);
            int index = degree * (degree + 1) / 2 + Integer.parseInt(row[1]);
            cosine[index] = Double.parseDouble(row[2]);
            sine[index] = Double.parseDouble(row[3]);
        }
        return new GravityField(
                Double.parseDouble(rows.get(0)[0]),
                Double.parseDouble(rows.get(0)[1]),
                Integer.parseInt(last[0]),
                cosine,
                sine);
    }

    static SolarActivity solarActivity() {
        List<String[]> rows = rows("solar-activity.csv");
        int days = rows.size();
        double[] flux = new double[days];
        double[] meanFlux = new double[days];
        double[] dailyAp = new double[days];
        double[] ap = new double[days * SolarActivity.INTERVALS];
        int first = Integer.parseInt(rows.get(0)[0]);
        int predictedFrom = first + days;
        for (int i = 0; i < days; i++) {
            String[] row = rows.get(i);
            flux[i] = Double.parseDouble(row[1]);
            meanFlux[i] = Double.parseDouble(row[2]);
            dailyAp[i] = Double.parseDouble(row[3]);
            for (int k = 0; k < SolarActivity.INTERVALS; k++) {
                String field = row[4 + k];
                ap[i * SolarActivity.INTERVALS + k] = field.isEmpty() ? dailyAp[i] : Double.parseDouble(field);
            }
            if (!row[12].equals("O")) {
                predictedFrom = Math.min(predictedFrom, first + i);
            }
        }
        return new SolarActivity(first, predictedFrom, flux, meanFlux, dailyAp, ap);
    }

    private static List<String[]> rows(String name) {
        InputStream stream = BuiltInTables.class.getResourceAsStream(name);
        if (stream == null) {
            throw new PhysicalDataException("built-in table " + name + " is missing from the jar: build it again");
        }
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    rows.add(line.split(",", -1));
                }
            }
        } catch (IOException e) {
            throw new PhysicalDataException("built-in table " + name + " cannot be read: " + e.getMessage(), e);
        }
        return rows;
    }
}
