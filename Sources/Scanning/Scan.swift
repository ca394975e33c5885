public enum Scan {}
