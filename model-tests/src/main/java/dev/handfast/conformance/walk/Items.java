package dev.handfast.conformance.walk;

import dev.handfast.Delivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The messages that are not over, in order of acceptance; sights name them by their place.
final class Items {
  private final List<Item> all;
  private long made;

  Items() {
    this(new ArrayList<>(), 0);
  }

  private Items(List<Item> all, long made) {
    this.all = all;
    this.made = made;
  }

  /// One message, and the request that it may be.
  static final class Item {
    private final long number;
    private final boolean request;
    private boolean open;
    private boolean waits = true;
    private boolean arrives = true;
    private boolean large;
    private boolean refused;

    private Item(long number, boolean request) {
      this.number = number;
      this.request = request;
      this.open = request;
    }

    private Item copy() {
      var copy = new Item(number, request);
      copy.open = open;
      copy.waits = waits;
      copy.arrives = arrives;
      copy.large = large;
      return copy;
    }

    long number() {
      return number;
    }

    String id() {
      return "r" + number;
    }

    boolean isRefused() {
      return refused;
    }

    boolean isLarge() {
      return large;
    }

    void refused() {
      refused = true;
    }

    void large(boolean fillsThePipe) {
      large = fillsThePipe;
    }

    void settled(Delivery delivery) {
      waits = false;
      arrives = arrives && delivery instanceof Delivery.Written;
    }

    void arrived() {
      arrives = false;
    }

    void ended() {
      open = false;
    }

    private boolean isOver() {
      return !open && !waits && !arrives;
    }

    /// A request is one for good: its message may never be dropped (HF-32).
    @Override
    public String toString() {
      return (request ? "request " : "")
          + (open ? "open " : "")
          + (waits ? "waits " : "")
          + (arrives ? "arrives " : "")
          + (large ? "large" : "");
    }
  }

  Items copy() {
    return new Items(
        all.stream().map(Item::copy).collect(Collectors.toCollection(ArrayList::new)), made);
  }

  Item message() {
    return add(new Item(++made, false));
  }

  Item request() {
    return add(new Item(++made, true));
  }

  private Item add(Item item) {
    all.add(item);
    return item;
  }

  void forget(Item item) {
    all.remove(item);
  }

  void forgetWhatIsOver() {
    all.removeIf(Item::isOver);
  }

  Item of(long number) {
    return all.stream().filter(item -> item.number == number).findFirst().orElseThrow();
  }

  Item of(String id) {
    return all.stream().filter(item -> item.id().equals(id)).findFirst().orElseThrow();
  }

  /// The open request of this place among all that are open.
  Optional<Item> open(int place) {
    return all.stream().filter(item -> item.open).skip(place).findFirst();
  }

  /// The open request of this place among those that the peer has read.
  Optional<Item> arrived(int place) {
    return all.stream().filter(item -> item.open && !item.arrives).skip(place).findFirst();
  }

  /// Whether a message waits that the pipe takes in several parts, so that nobody can say what
  /// comes in between.
  boolean hasLarge() {
    return all.stream().anyMatch(item -> item.large && item.waits);
  }

  boolean has(long number) {
    return all.stream().anyMatch(item -> item.number == number);
  }

  /// How sights call these messages.
  List<String> names(Collection<Long> numbers) {
    return numbers.stream().map(number -> name(of(number))).toList();
  }

  /// How sights call a message.
  String name(Item item) {
    return "#" + (all.indexOf(item) + 1);
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
