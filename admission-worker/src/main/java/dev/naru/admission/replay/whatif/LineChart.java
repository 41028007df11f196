package dev.naru.admission.replay.whatif;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws two series over time as SVG, the recorded one and the imagined one. */
final class LineChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int TOP = 12;
  private static final int BOTTOM = 24;
  private static final int TIMES = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final long begin;
  private final double highest;
  private final long length;

  private LineChart(Series recorded, Series imagined) {
    this.begin = recorded.begin();
    this.highest =
        Math.max(
            1,
            DoubleStream.concat(Arrays.stream(recorded.values()), Arrays.stream(imagined.values()))
                .max()
                .orElse(1));
    this.length = Math.max(length(recorded), length(imagined));
  }

  private static long length(Series series) {
    return series.stepMillis() * series.values().length;
  }

  /** Returns an {@code <svg>} element. */
  static String svg(Series recorded, Series imagined) {
    LineChart chart = new LineChart(recorded, imagined);
    return """
        <svg viewBox="0 0 %d %d" role="img">%s
        <path class="recorded" d="%s"/>
        <path class="imagined" d="%s"/></svg>
        """
        .formatted(WIDTH, HEIGHT, chart.axes(), chart.path(recorded), chart.path(imagined));
  }

  private String axes() {
    StringBuilder axes = new StringBuilder();
    for (int i = 0; i <= 2; i++) {
      double value = highest * i / 2;
      axes.append(
          String.format(
              Locale.ROOT,
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='%d' y='%.1f' class='value'>%s</text>",
              LEFT,
              WIDTH,
              y(value),
              y(value),
              LEFT - 6,
              y(value) + 4,
              number(value)));
    }
    for (int i = 0; i < TIMES; i++) {
      long at = length * i / TIMES;
      axes.append(
          String.format(
              Locale.ROOT,
              "<text x='%.1f' y='%d'>%s</text>",
              x(at),
              HEIGHT - 6,
              TIME.format(Instant.ofEpochMilli(begin + at))));
    }
    return axes.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }

  /** Steps, because each value holds for a step. */
  private String path(Series series) {
    StringBuilder path = new StringBuilder();
    double[] values = series.values();
    for (int i = 0; i < values.length; i++) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1fH%.1f",
              i == 0 ? "M" : "L",
              x(series.stepMillis() * i),
              y(values[i]),
              x(series.stepMillis() * (i + 1))));
    }
    return path.toString();
  }

  private double x(long sinceBegin) {
    return LEFT + (WIDTH - LEFT) * (double) sinceBegin / Math.max(1, length);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / highest;
  }
}
