package dev.handfast.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.general.DatasetUtils;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/// The pictures: bars for who is how far from the floor, lines with quartiles for growth.
public final class Plots {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final float TITLE = 15;

  /// A twentieth of a decade.
  private static final double MARGIN = 0.05;

  /// A third of the longest bar: a median and its quartiles.
  private static final double LABELS = 0.33;

  /// Two fifths of the picture: the longest name of a contender.
  private static final float NAMES = 0.4f;

  /// Colours that people with colour blindness tell apart too (Okabe and Ito).
  private static final List<Color> COLOURS =
      List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7));

  private static final Color OTHERS = new Color(0x999999);

  /// What a picture with lines shows.
  ///
  /// @param workload the curve
  /// @param metric what was measured at its points
  /// @param across what the points are
  /// @param up what was measured, in words
  private record Line(String workload, String metric, String across, String up) {}

  private static final List<Line> LINES =
      List.of(
          new Line("connections", "among", "idle workers", "round trip p50, µs"),
          new Line("size", "rate", "bytes of a message", "messages a second"),
          new Line("queue", "rate", "messages that may wait", "messages a second"),
          new Line("walk", "rate", "events in a walk", "walks a second"));

  private final Results results;
  private final UnaryOperator<String> titles;

  private Plots(Results results, UnaryOperator<String> titles) {
    this.results = results;
    this.titles = titles;
  }

  /// Draws what was measured.
  ///
  /// @param folder where the pictures go
  /// @param titles the full name of a contender
  public static void draw(Results results, UnaryOperator<String> titles, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    var plots = new Plots(results, titles);
    for (Placement placement : Placement.values()) {
      plots.bars(
          folder,
          placement.nameOf("rtt"),
          "p50",
          "Round trip, as a multiple of C's, %s (less is better)".formatted(placement.words()));
      plots.bars(
          folder,
          placement.nameOf("one-way"),
          "rate",
          "Messages a second, as a multiple of C's, %s (more is better)"
              .formatted(placement.words()));
    }
    for (Line line : LINES) {
      plots.lines(folder, line);
    }
  }

  private void bars(Path folder, String workload, String metric, String title) throws IOException {
    var data = new DefaultCategoryDataset();
    var labels = new ArrayList<String>();
    for (String contender : results.contenders(workload)) {
      results
          .timesFloor(workload, contender, metric)
          .ifPresent(
              spread -> {
                data.addValue(spread.median(), "× C", titles.apply(contender));
                labels.add(Numbers.show(spread));
              });
    }
    if (data.getColumnCount() == 0) {
      return;
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            title, null, null, data, PlotOrientation.HORIZONTAL, false, false, false);
    plain(chart);
    chart.getTitle().setFont(chart.getTitle().getFont().deriveFont(TITLE));
    CategoryPlot plot = chart.getCategoryPlot();
    var renderer =
        new BarRenderer() {
          @Override
          public Paint getItemPaint(int row, int column) {
            boolean ours = String.valueOf(data.getColumnKey(column)).startsWith("Handfast");
            return ours ? COLOURS.getFirst() : OTHERS;
          }
        };
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator() {
          @Override
          public String generateLabel(CategoryDataset of, int row, int column) {
            return labels.get(column);
          }
        });
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    renderer.setDefaultItemLabelsVisible(true);
    plot.setRenderer(renderer);
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(NAMES);
    plot.getRangeAxis().setUpperMargin(LABELS);
    write(chart, folder.resolve(workload + ".svg"));
  }

  private void lines(Path folder, Line line) throws IOException {
    var data = new YIntervalSeriesCollection();
    for (String contender : results.contenders(line.workload())) {
      var series = new YIntervalSeries(titles.apply(contender));
      for (long point : results.points(line.workload())) {
        Optional<Spread> spread = results.spread(line.workload(), point, contender, line.metric());
        spread.ifPresent(
            found -> series.add((double) point, found.median(), found.q1(), found.q3()));
      }
      data.addSeries(series);
    }
    if (data.getSeriesCount() == 0) {
      return;
    }
    var renderer = new XYErrorRenderer();
    var plot = new XYPlot(data, logarithmic(line.across()), logarithmic(line.up()), renderer);
    var chart = new JFreeChart(plot);
    plain(chart);
    decades((LogAxis) plot.getDomainAxis(), DatasetUtils.findDomainBounds(data, false));
    decades((LogAxis) plot.getRangeAxis(), DatasetUtils.findRangeBounds(data, true));
    renderer.setDefaultLinesVisible(true);
    for (int i = 0; i < data.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, colour(data.getSeriesKey(i)));
      renderer.setSeriesStroke(i, new BasicStroke(2));
    }
    write(chart, folder.resolve(line.workload() + ".svg"));
  }

  /// The same contender has the same colour in each picture.
  private Color colour(Comparable<?> title) {
    List<String> drawn =
        LINES.stream()
            .flatMap(line -> results.contenders(line.workload()).stream())
            .distinct()
            .sorted()
            .map(titles)
            .toList();
    return COLOURS.get(drawn.indexOf(title) % COLOURS.size());
  }

  private static LogAxis logarithmic(String label) {
    var axis = new LogAxis(label);
    axis.setTickUnit(new NumberTickUnit(1, NumberFormat.getNumberInstance(Locale.ROOT)));
    return axis;
  }

  /// From one power of ten to another, so that both ends have a number, and room for what stands on
  /// them.
  private static void decades(LogAxis axis, Range bounds) {
    double low = Math.floor(Math.log10(bounds.getLowerBound()));
    double high = Math.max(low + 1, Math.ceil(Math.log10(bounds.getUpperBound())));
    axis.setRange(Math.pow(10, low - MARGIN), Math.pow(10, high + MARGIN));
  }

  private static void plain(JFreeChart chart) {
    StandardChartTheme.createJFreeTheme().apply(chart);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getPlot().setBackgroundPaint(Color.WHITE);
    chart.getPlot().setOutlineVisible(false);
  }

  private static void write(JFreeChart chart, Path file) throws IOException {
    var picture = new SVGGraphics2D(WIDTH, HEIGHT);
    chart.draw(picture, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    Files.writeString(file, picture.getSVGDocument());
  }
}
