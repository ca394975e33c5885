extension LogFormat {
    /// `alb`: Amazon's Application Load Balancer.
    ///
    /// The stamp is when the balancer had made the answer; the three times are seconds, -1 where a target did not answer,
    /// then the request's own creation time tells how long it took. The request holds an absolute URL. Each node writes a
    /// file of its own every five minutes. Logins are in none of the lines.
    /// Source: User Guide for Application Load Balancers, "Access logs".
    static let alb = LogFormat(name: "alb", stamp: .end, lateness: 60_000) { options throws(LogFormatError) in
        BalancerParser(isClassic: false, options)
    }

    /// `elb`: Amazon's Classic Load Balancer, whose stamp is when it received the request.
    ///
    /// Source: User Guide for Classic Load Balancers, "Access logs".
    static let elb = LogFormat(name: "elb", stamp: .start, lateness: 60_000) { options throws(LogFormatError) in
        BalancerParser(isClassic: true, options)
    }
}
